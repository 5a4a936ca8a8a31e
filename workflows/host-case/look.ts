import { isPenalty } from '../../domain/rung.ts'
import { instantOf } from './case-clock.ts'
import type { CaseContext } from './contract.ts'
import { isNoticed, nextRung, noticeRetryAt, rungAt, stallAt } from './due.ts'

/** The last attempt is long enough ago for another one. */
const retryAt = (c: CaseContext): number => (c.triedAt === null ? c.at : c.triedAt + c.times.retry)

/** Seen recently enough that an attempt can reach it. */
export const seenLately = (c: CaseContext): boolean =>
  c.seenAt !== null && c.at - c.seenAt <= c.times.seenLately

const seenSinceAttempt = (c: CaseContext) => c.seenAt !== null && c.seenAt > (c.triedAt ?? 0)

/** The host is active again since the last attempt, and the retry interval is over. */
export const worthAnAttempt = (c: CaseContext): boolean =>
  seenLately(c) && seenSinceAttempt(c) && c.at >= retryAt(c)

/** When a host that shows no sign of life is woken again. */
export const wakeAgainAt = (c: CaseContext): number =>
  Math.max(c.lookFrom, c.freshFrom, c.wokeAt ?? 0, c.triedAt ?? 0, c.seenAt ?? 0) + c.times.wakeEvery

/** When a host that is not seen becomes a person's business. */
export const unseenAt = (c: CaseContext): number =>
  Math.max(c.lookFrom, c.freshFrom, c.seenAt ?? 0) + c.times.unseen

/** Nothing is known of the host's place and role yet. */
export const isLocated = (c: CaseContext): boolean => c.deadline !== null

/** When the next rung may be due, or its notice is tried again, or it has waited too long. */
export function nextRungLook(c: CaseContext): number {
  const instants = [instantOf(c, rungAt(c)), instantOf(c, stallAt(c))]
  if (isPenalty(nextRung(c)?.kind) && !isNoticed(c)) instants.push(noticeRetryAt(c))
  return earliestAhead(c, instants)
}

/** When a host that could not be located is looked up again, whether it is seen or not: it has no ladder yet. */
export const locateAgainAt = (c: CaseContext): number => (c.soughtAt ?? c.lookFrom) + c.times.wakeEvery

/** When `monitored` looks again by itself: at the first instant at which something may have become due. */
export function nextLook(c: CaseContext): number {
  const instants = [nextRungLook(c), wakeAgainAt(c), unseenAt(c)]
  if (seenSinceAttempt(c)) instants.push(retryAt(c))
  if (!isLocated(c)) instants.push(locateAgainAt(c))
  return earliestAhead(c, instants)
}

function earliestAhead(c: CaseContext, instants: number[]): number {
  const ahead = instants.filter((instant) => instant > c.at)
  return ahead.length > 0 ? Math.min(...ahead) : c.at + c.times.remind
}
