import type { CaseTimes } from '../../domain/case.ts'
import type { EffectKind } from '../../domain/effect.ts'
import type { CaseContext, InFlight } from './contract.ts'

/** How long an effect may take before its outcome is known, at the latest. */
export function effectTime(kind: EffectKind, times: CaseTimes): number {
  if (kind === 'locate') return times.locate
  if (kind === 'wake') return times.wake
  if (kind === 'patchAttempt' || kind === 'liveCheck') return times.attempt
  return times.write
}

/** When the outcome of an effect is known at the latest. */
export const outcomeBy = (effect: InFlight, times: CaseTimes): number =>
  effect.since + effectTime(effect.kind, times)

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
