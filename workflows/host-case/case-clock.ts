import { type Control, holdKinds } from '../../domain/case.ts'
import type { CaseContext } from './contract.ts'
import { nextExpected } from './expected.ts'

/** The strongest hold on a case, or `running`. */
export const control = (c: CaseContext): Control => holdKinds.find((hold) => c.holds[hold]) ?? 'running'

/** Whether a hold has stopped the case's clock. */
export const clockStopped = (c: CaseContext): boolean => control(c) !== 'running'

/** The case's own time: it stands still while the clock is stopped. */
export const caseTime = (c: CaseContext): number => (c.stoppedAt ?? c.at) - c.stoppedMs

/** The instant at which the case's own time will be `time`, if nothing stops it. */
export const instantOf = (c: CaseContext, time: number): number => c.at + time - caseTime(c)

/** The holds are now these: stops the clock, or lets it go on. */
export function withHolds(c: CaseContext, holds: CaseContext['holds']): CaseContext {
  const held = { ...c, holds }
  if (clockStopped(held)) return { ...held, stoppedAt: c.stoppedAt ?? c.at }
  if (c.stoppedAt === null) return held
  const stopped = c.at - c.stoppedAt
  return {
    ...held,
    stoppedAt: null,
    stoppedMs: c.stoppedMs + stopped,
    freshFrom: stopped > c.times.stale ? c.at : c.freshFrom,
  }
}

/** Lifts the holds whose end has come. */
export const withoutEndedHolds = (c: CaseContext): CaseContext =>
  withHolds(
    c,
    Object.fromEntries(
      Object.entries(c.holds).filter(([, { until }]) => until === undefined || until > c.at),
    ),
  )

/**
 * Moves the clock to `at`. If something was due long before and nothing was heard until now, we were down:
 * that time does not count, and what was seen and said before it is stale (I11). XState runs exit actions
 * before it takes in the event: one that forgets an instant has to move the clock first.
 */
export function clockAt(c: CaseContext, at: number = c.at): CaseContext {
  const now = { ...c, at: Math.max(c.at, at) }
  const expected = nextExpected(c)
  if (expected === null || now.at - expected <= c.times.stale) return now
  const lost = clockStopped(c) ? 0 : now.at - expected
  return { ...now, stoppedMs: c.stoppedMs + lost, freshFrom: now.at }
}
