import type { CaseTimes } from '../../domain/case.ts'
import { isPenalty } from '../../domain/rung.ts'
import type { CaseState } from './case-state.ts'

/** What a case does next. */
export type Deed = 'attempt' | 'wake' | 'step' | 'penalise' | 'repair' | 'investigate' | 'release' | 'wait'

/** Decides on what is known; the order of the lines is their precedence. */
export function decide(c: CaseState, times: CaseTimes, now: number): Deed {
  const held = c.held.length > 0
  if (c.outcome !== null) return 'release'
  if (held && (c.response || c.held.some(({ until }) => until <= now))) return 'repair'
  if (c.response) return 'attempt'
  if (!held && c.seenAt > c.triedAt && now >= c.triedAt + times.retry) return 'attempt'
  if (!held && now >= lastSign(c) + times.unseen) return 'investigate'
  if (!held && now >= wakeAgainAt(c, times)) return 'wake'
  return climb(c, times, now)
}

function climb(c: CaseState, times: CaseTimes, now: number): Deed {
  const rung = c.plan[c.rung]
  if (!rung) return c.held.length > 0 ? 'wait' : 'investigate'
  if (now < rungAt(c, times)) return 'wait'
  if (!isPenalty(rung.kind)) return 'step'
  if (penaltyDue(c, times)) return 'penalise'
  return now >= c.rungFrom + rung.wait + times.stall ? 'investigate' : 'wait'
}

const lastSign = (c: CaseState) => Math.max(c.openedAt, c.seenAt)

const wakeAgainAt = (c: CaseState, times: CaseTimes) =>
  Math.max(lastSign(c), c.triedAt, c.wokeAt) + times.wakeEvery

/** When the next rung may be taken at the earliest. */
function rungAt(c: CaseState, times: CaseTimes): number {
  const rung = c.plan[c.rung]
  if (!rung) return Number.POSITIVE_INFINITY
  const own = c.rungFrom + rung.wait
  return isPenalty(rung.kind) ? Math.max(own, c.deadline, c.noticedAt + times.noticeLead) : own
}

/** Everything else that must hold before a penalty. */
function penaltyDue(c: CaseState, times: CaseTimes): boolean {
  const heldFrom = c.held.length > 0 ? c.rungFrom : 0
  const enough = c.attempts >= times.attemptsBeforePenalty
  return enough && c.noticedAt > 0 && c.ticket !== null && c.seenAt >= Math.max(c.noticedAt, heldFrom)
}

/** The first instant at which something may be due, whatever is heard until then. */
export function lookAt(c: CaseState, times: CaseTimes, now: number): number {
  const free = [
    wakeAgainAt(c, times),
    lastSign(c) + times.unseen,
    c.seenAt > c.triedAt ? c.triedAt + times.retry : 0,
  ]
  const always = [rungAt(c, times), c.rungFrom + times.stall, ...c.held.map(({ until }) => until)]
  const instants = c.held.length > 0 ? always : [...always, ...free]
  return Math.min(now + times.remind, ...instants.filter((at) => at > now))
}
