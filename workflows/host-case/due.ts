import { isAccount, isPenalty, type PenaltyKind, type Rung } from '../../domain/rung.ts'
import { caseTime, control, instantOf } from './case-clock.ts'
import type { CaseContext } from './contract.ts'
import { undoInFlight } from './held.ts'

/** The rung that comes next, or nothing when the ladder is used up. */
export const nextRung = (c: CaseContext): Rung | undefined => c.plan[c.rung]

/** The host's role forbids every penalty (R7). */
export const isServer = (c: CaseContext): boolean => c.role === 'server' || c.role === 'infrastructure'

/** The owner was told, and no long stop, outage or repair window has come between. */
export const isNoticed = (c: CaseContext): boolean => c.noticedAt !== null && c.noticedAt >= c.freshFrom

const inCaseTime = (c: CaseContext, instant: number) => caseTime(c) + instant - c.at

/** Case time at which a rung's own wait, and for a penalty the deadline, is over. */
export function waitOver(c: CaseContext): number {
  const rung = nextRung(c)
  const own = c.rungFrom + (rung?.wait ?? 0)
  return isPenalty(rung?.kind) && c.deadline !== null ? Math.max(own, inCaseTime(c, c.deadline)) : own
}

/** Case time at which nothing but facts can still keep the next rung back. */
export function rungAt(c: CaseContext): number {
  const tried = triedRung(c)
  const own = tried ? Math.max(waitOver(c), inCaseTime(c, tried.at + c.times.undoRetry)) : waitOver(c)
  if (!isPenalty(nextRung(c)?.kind) || !isNoticed(c)) return own
  return Math.max(own, inCaseTime(c, Number(c.noticedAt) + c.times.noticeLead))
}

/** The try of the next rung that has failed on the way, and is not over yet. */
export const triedRung = (c: CaseContext): CaseContext['rungTried'] =>
  c.rungTried?.rung === c.rung ? c.rungTried : null

/** What is tried again and again becomes a person's business, too. */
export const triedTooLong = (c: CaseContext): boolean => triedRung(c) !== null && caseTime(c) >= stallAt(c)

/** Case time at which a rung that is still not satisfied becomes a person's business. */
export const stallAt = (c: CaseContext): number => waitOver(c) + c.times.stall

/** A due penalty without a valid notice sends one; one that could not be delivered is tried again. */
export const noticeMissing = (c: CaseContext): boolean =>
  isPenalty(nextRung(c)?.kind) && !isNoticed(c) && caseTime(c) >= waitOver(c) && c.at >= noticeRetryAt(c)

/** When an undelivered notice is tried again. */
export const noticeRetryAt = (c: CaseContext): number =>
  c.noticeTriedAt === null ? c.at : c.noticeTriedAt + c.times.remind

/** The host was seen after the notice and, while a penalty is held, after that penalty. */
function seenSince(c: CaseContext): boolean {
  if (c.seenAt === null || c.noticedAt === null) return false
  const heldFrom = c.held.length > 0 ? instantOf(c, c.rungFrom) : 0
  return c.seenAt >= Math.max(c.noticedAt, c.freshFrom, heldFrom)
}

const isApproved = (c: CaseContext) => c.approval?.rung === c.rung

interface Condition {
  holds: (c: CaseContext) => boolean
  /** What is missing, in words that finish "not before ...". */
  missing: string
}

/** Everything that must hold before a penalty may be asked for. */
export const penaltyConditions: Condition[] = [
  { holds: (c) => c.kind !== 'unreported', missing: 'a report has named the host' },
  { holds: (c) => !isServer(c), missing: 'the host is no longer a server' },
  { holds: (c) => c.deadline !== null && c.at >= c.deadline, missing: 'the deadline has passed' },
  { holds: (c) => caseTime(c) >= waitOver(c), missing: 'the time of the rung is over' },
  {
    holds: (c) => isApproved(c) || c.refused || c.attempts >= c.times.attemptsBeforePenalty,
    missing: 'enough attempts have reached the host and failed, or the owner has refused',
  },
  { holds: isNoticed, missing: 'the owner has been told' },
  {
    holds: (c) => c.noticedAt !== null && c.at - c.noticedAt >= c.times.noticeLead,
    missing: 'the owner has had the notice for long enough',
  },
  { holds: (c) => c.ticket !== null, missing: 'a ticket is open' },
  { holds: (c) => isApproved(c) || seenSince(c), missing: 'the host has been seen since the notice' },
  { holds: (c) => control(c) === 'running', missing: 'the hold is lifted' },
  { holds: (c) => !undoInFlight(c), missing: 'what is being given back is confirmed' },
]

/** Everything that must hold before a penalty is written, holds. */
export const penaltyDue = (c: CaseContext): boolean =>
  isPenalty(nextRung(c)?.kind) && penaltyConditions.every(({ holds }) => holds(c))

/** What is still missing for the next penalty, in words. */
export const missingForPenalty = (c: CaseContext): string[] =>
  penaltyConditions.filter(({ holds }) => !holds(c)).map(({ missing }) => missing)

/** The first account rung that is still ahead: what an approval in `unreachable` is bound to. */
export const nextAccountRung = (c: CaseContext): number =>
  c.kind === 'unreported' || isServer(c)
    ? -1
    : c.plan.findIndex(({ kind }, index) => index >= c.rung && isAccount(kind))

/** How long a penalty of this kind is held before its lease ends (R11). */
export const leaseOf = (c: CaseContext, kind: PenaltyKind): number =>
  isAccount(kind) ? c.times.accountLease : c.times.portLease
