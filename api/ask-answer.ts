import { z } from 'zod'
import type { AskDocument } from '../store/asks.ts'
import type { Ask, Decision } from '../workflows/host-case/contract.ts'
import { instant, iso } from './instant.ts'

const askNames = ['approval', 'unreachable', 'investigating', 'conflict'] as const satisfies readonly Ask[]

/** Everything a person can decide. */
export const decisions = [
  'disable',
  'retire',
  'look',
  'skip',
  'renew',
  'repair',
  'leave',
  'retry',
] as const satisfies readonly Decision[]

/** A question that a case has for a person. */
export const askAnswer = z.object({
  id: z.string(),
  caseId: z.string(),
  hostRef: z.string(),
  hostname: z.string(),
  ask: z.enum(askNames),
  rung: z.string().nullable(),
  choices: z.array(z.enum(decisions)),
  askedAt: instant,
  answer: z
    .object({
      decision: z.enum([...decisions, 'withdrawn']),
      by: z.string(),
      at: instant,
      reason: z.string(),
    })
    .nullable(),
})
export type AskAnswer = z.infer<typeof askAnswer>

/** What the API says of an ask document. */
export const toAskAnswer = (doc: AskDocument): AskAnswer => ({
  id: doc._id,
  caseId: doc.caseId,
  hostRef: doc.hostRef,
  hostname: doc.hostname,
  ask: doc.ask,
  rung: doc.rung ?? null,
  choices: doc.choices,
  askedAt: iso(doc.askedAt),
  answer: doc.answer && { ...doc.answer, at: iso(doc.answer.at) },
})
