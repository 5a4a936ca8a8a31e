import { z } from 'zod'
import { holdKinds, ladderStates, outcomes } from '../domain/case.ts'
import { penaltyKinds } from '../domain/rung.ts'
import type { CaseDocument } from '../store/cases.ts'
import { instant, iso } from './instant.ts'

const held = z.object({ kind: z.enum(penaltyKinds), target: z.string(), until: instant })

/** A case as lists show it. */
export const caseAnswer = z.object({
  caseId: z.string(),
  hostRef: z.string(),
  hostname: z.string(),
  kind: z.enum(['unpatched', 'unreported']),
  state: z.enum(ladderStates),
  control: z.enum([...holdKinds, 'running']),
  unpatchedSince: instant,
  /** What happens next by itself, when, and by which rule; `at` is null when it waits for a fact or a person. */
  next: z.object({ at: instant.nullable(), what: z.string(), why: z.string() }),
  deadline: instant.nullable(),
  /** Who has to act: `ask` is the open question, `approval` its id for approve and deny, `name` who took it. */
  person: z
    .object({ name: z.string().nullable(), ask: z.string().nullable(), approval: z.string().nullable() })
    .nullable(),
  outcome: z.enum(outcomes).nullable(),
  band: z.string(),
  rung: z.string().nullable(),
  attempts: z.number(),
  cycles: z.number(),
  held: z.array(held),
  openedAt: instant,
  closedAt: instant.nullable(),
})
export type CaseAnswer = z.infer<typeof caseAnswer>

function personOf({ _id, owner, person }: CaseDocument): CaseAnswer['person'] {
  if (!person && owner === undefined) return null
  const approval = person ? `${_id}:${person.seq}` : null
  return { name: owner ?? null, ask: person?.ask ?? null, approval }
}

/** What the API says of a case document. */
export const toCaseAnswer = (doc: CaseDocument): CaseAnswer => ({
  caseId: doc._id,
  hostRef: doc.hostRef,
  hostname: doc.hostname,
  kind: doc.kind,
  state: doc.state,
  control: doc.control,
  unpatchedSince: iso(doc.unpatchedSince),
  next: { ...doc.next, at: iso(doc.next.at) },
  deadline: iso(doc.deadline),
  person: personOf(doc),
  outcome: doc.outcome,
  band: doc.band,
  rung: doc.rung,
  attempts: doc.attempts,
  cycles: doc.cycles,
  held: doc.held.map(({ kind, target, until }) => ({ kind, target, until: iso(until) })),
  openedAt: iso(doc.openedAt),
  closedAt: iso(doc.closedAt),
})
