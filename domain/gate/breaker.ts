import ms from 'ms'
import { limitOf } from '../policy/limit-of.ts'
import type { Policy } from '../policy/schema.ts'
import type { PenaltyKind } from '../rung.ts'

/** A penalty or its undo as the error breaker counts it. */
export interface Tallied {
  /** Effect key. */
  key: string
  kind: PenaltyKind | 'undo'
  /** For an undo: the effect key of the penalty that it takes back. */
  of?: string
  orderedAt: number
  end: { at: number; how: 'done' | 'refused' | 'failed' | 'conflict' } | null
  /** When a person took the penalty back as wrong; a response or `repair` is none. */
  reversedAt: number | null
}

export interface BreakerRule {
  limits: Policy['errorBreaker']
  /** An effect without an outcome for this long counts as unverified, milliseconds. */
  unverifiedAfter: number
}

/**
 * R5: why nothing more may be granted, or null. What was ordered before a person's last reset does not
 * count: they have seen it.
 */
export function breakerFault(
  tally: Tallied[],
  rule: BreakerRule,
  now: number,
  resetAt: number,
): string | null {
  const counted = tally.filter(({ orderedAt }) => orderedAt > resetAt)
  return (
    tooManyFail(counted, rule, now) ?? tooManyReversed(counted, rule, now) ?? lateRelease(counted, rule, now)
  )
}

function tooManyFail(tally: Tallied[], { limits, unverifiedAfter }: BreakerRule, now: number) {
  const from = now - limits.failedWithin
  // A refusal is a safety rule at work: nothing was written, so nothing failed.
  const ended = tally
    .filter(({ end }) => end?.how !== 'refused')
    .map(({ end, orderedAt }) => ({ at: end?.at ?? orderedAt + unverifiedAfter, how: end?.how }))
    .filter(({ at }) => at > from && at <= now)
  const bad = ended.filter(({ how }) => how !== 'done').length
  if (ended.length < limits.failedFrom || bad <= limitOf(limits.failedPercent, ended.length)) return null
  return `${bad} of ${ended.length} effects failed or are unverified in ${ms(limits.failedWithin)}`
}

function tooManyReversed(tally: Tallied[], { limits }: BreakerRule, now: number) {
  const from = now - limits.reversedWithin
  const penalties = tally.filter(({ kind }) => kind !== 'undo')
  const done = penalties.filter(({ end }) => end?.how === 'done' && end.at > from).length
  const reversed = penalties.filter(({ reversedAt }) => reversedAt !== null && reversedAt > from).length
  if (reversed <= limitOf(limits.reversedPercent, done)) return null
  return `${reversed} penalties reversed by a person, ${done} done in ${ms(limits.reversedWithin)}`
}

/** A failed undo is tried again under a new number; a conflict waits for a person and delays nobody. */
function lateRelease(tally: Tallied[], { limits }: BreakerRule, now: number) {
  const undos = tally.filter(({ kind, orderedAt }) => kind === 'undo' && orderedAt <= now)
  const settled = new Set(undos.filter(isSettled).map(({ of }) => of))
  const open = undos.filter(({ of }) => !settled.has(of)).map(({ orderedAt }) => orderedAt)
  const oldest = Math.min(...open)
  if (now - oldest <= limits.oldestRelease || open.length === 0) return null
  return `a release is unfinished for more than ${ms(limits.oldestRelease)}`
}

const isSettled = ({ end }: Tallied): boolean => end !== null && end.how !== 'failed'

/** When a person last let enforcement go on: `straggler start`, which lifts the kill switch as well. */
export const resetAt = (killSwitch: { on: boolean; at: number } | null): number =>
  killSwitch && !killSwitch.on ? killSwitch.at : 0
