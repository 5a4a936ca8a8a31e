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
  /** State of the case before and after this step, for entries that are steps of a case. */
  from: z.string().nullable(),
  state: z.string().nullable(),
  /** What the case had done because of this step. */
  orders: z.array(z.string()),
})
export type TrailAnswer = z.infer<typeof trailAnswer>

/** An entry among those of other hosts; no name for what is about no host, or one that is no longer known. */
export const trailAnswerOfAny = trailAnswer.extend({ hostname: z.string().nullable() })
export type TrailAnswerOfAny = z.infer<typeof trailAnswerOfAny>

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What an effect's own result says of why it ended as it did; empty once it has been erased. */
function resultSays(result: string | undefined): string | null {
  if (result === undefined) return null
  const { why, advice, cause, sign, evidence, found } = JSON.parse(result) as Record<string, unknown>
  if (text(why) && text(advice)) return `${why}; ${advice}`
  return text(why ?? cause ?? sign ?? evidence ?? found)
}

/** An effect's entry holds the state of its target under the same name. */
const stateIn = ({ action }: Pick<Entry, 'action'>, part: Entry['after']): string | null =>
  action.startsWith('case.') ? text(part?.state) : null

const evidenceIn = (reason: Entry['reason']): string | null => reason?.evidence?.join('; ') || null

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
  target: personal?.target ?? personal?.name ?? entry.target ?? null,
  result: entry.result ?? null,
  why: personal?.reason ?? resultSays(personal?.result) ?? reason?.why ?? evidenceIn(reason),
  rule: reason?.rule ?? null,
  from: stateIn(entry, entry.before),
  state: stateIn(entry, entry.after),
  orders: Array.isArray(entry.after?.orders) ? entry.after.orders.map(String) : [],
})
