import { z } from 'zod'
import { type Entry, entryKinds } from '../trail/entry.ts'
import { instant, iso } from './instant.ts'

/** An entry of the trail as people read it; the hashed bytes come with `trail export`. */
export const trailAnswer = z.object({
  id: z.string(),
  hostRef: z.string(),
  seq: z.number(),
  at: instant,
  kind: z.enum(entryKinds),
  caseId: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  result: z.string().nullable(),
  why: z.string().nullable(),
  rule: z.string().nullable(),
  /** State of the case after this step, for entries that are steps of a case. */
  state: z.string().nullable(),
})
export type TrailAnswer = z.infer<typeof trailAnswer>

/** Names come from the entry's `personal` part; once that is erased, the reference stays. */
export const toTrailAnswer = ({ personal, actor, reason, ...entry }: Entry): TrailAnswer => ({
  id: entry.id,
  hostRef: entry.hostRef,
  seq: entry.hostSeq,
  at: iso(entry.ts),
  kind: entry.kind,
  caseId: entry.scope,
  actor: personal?.by ?? actor.ref,
  action: entry.action,
  target: personal?.target ?? entry.target ?? null,
  result: entry.result ?? null,
  why: personal?.reason ?? reason?.why ?? null,
  rule: reason?.rule ?? null,
  state: typeof entry.after?.state === 'string' ? entry.after.state : null,
})
