import type { Db } from 'mongodb'
import type { Effect, EffectKind, EffectResult } from '../../domain/effect.ts'
import type { Entry } from '../../trail/entry.ts'
import { entriesById, type TailCursor, trailTail } from '../../trail/read.ts'
import { effectEntryId } from '../perform/records.ts'

export interface IntentDeps {
  db: Db
  /** Whether the case still runs, and so will come back to its effect by itself. */
  isAlive(holder: { caseId: string; hostRef: string }): Promise<boolean>
  /** See perform/give-up.ts: reads the device, takes back what was written, records the outcome. */
  giveUp(effect: Effect, failure: Extract<EffectResult, { type: 'effect.failed' }>): Promise<EffectResult>
}

export interface ClosedIntents {
  /** Intents of dead cases that have an outcome now. */
  closed: { effect: Effect; result: EffectResult }[]
  /** Intents of running cases that are older than they should be: each is worth an alarm. */
  stuck: Effect[]
  /** Where the next search begins: before it every intent has its outcome. */
  next: TailCursor
}

const pageSize = 500

/**
 * Gives every intent up to `until` its outcome (I9). `until` has to be older than an activity may take with
 * all its tries, else one that is at work is taken for open.
 */
export async function closeIntents(
  deps: IntentDeps,
  after: TailCursor,
  until: number,
): Promise<ClosedIntents> {
  const found: ClosedIntents = { closed: [], stuck: [], next: after }
  let oldestStuck: TailCursor | null = null
  for (let from = after; ; ) {
    const { items, next } = await trailTail(deps.db, { after: from, limit: pageSize, kind: 'intent', until })
    for (const intent of await open(deps.db, items)) {
      const effect = effectIn(intent)
      if (await deps.isAlive(effect)) {
        oldestStuck ??= { ts: intent.ts - 1, key: '' }
        found.stuck.push(effect)
      } else {
        found.closed.push({ effect, result: await deps.giveUp(effect, died(effect)) })
      }
    }
    found.next = oldestStuck ?? next
    if (items.length < pageSize) return found
    from = next
  }
}

async function open(db: Db, intents: Entry[]): Promise<Entry[]> {
  const outcomeId = (intent: Entry) => effectEntryId(effectIn(intent), 'outcome')
  const outcomes = await entriesById(db, intents.map(outcomeId))
  return intents.filter((intent) => !outcomes.has(outcomeId(intent)))
}

const effectIn = ({ hostRef, scope, step, action }: Entry): Effect => ({
  hostRef,
  caseId: scope,
  seq: Number(step),
  kind: action as EffectKind,
})

const died = ({ kind }: Effect): Extract<EffectResult, { type: 'effect.failed' }> => ({
  type: 'effect.failed',
  why: `the case ended while ${kind} was under way; whether it happened is not known`,
  advice: 'look whether it happened: the trail names the host and the time',
})
