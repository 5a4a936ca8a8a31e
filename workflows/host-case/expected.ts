import type { CaseTimes } from '../../domain/case.ts'
import { effectDeadlines } from '../../domain/effect-deadlines.ts'
import type { CaseContext, InFlight } from './contract.ts'

/** When the outcome of an effect is known at the latest. */
export const outcomeBy = (effect: InFlight, times: CaseTimes): number =>
  effect.since + effectDeadlines(effect.kind, times).all

/** The first instant after the last event at which something was bound to happen, if anything was. */
export function nextExpected(c: CaseContext): number | null {
  const instants = [
    c.lookAt,
    c.gate && c.gate.askedAt + c.times.gate,
    c.asking && c.asking.remindedAt + c.times.remind,
    ...Object.values(c.inFlight).map((effect) => outcomeBy(effect, c.times)),
    ...c.held.map(({ until }) => until),
    ...Object.values(c.holds).map(({ until }) => until ?? null),
  ]
  const ahead = instants.filter((instant): instant is number => instant !== null && instant > c.at)
  return ahead.length > 0 ? Math.min(...ahead) : null
}
