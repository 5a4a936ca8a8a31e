import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { Host } from '../../domain/host.ts'
import type { Plain } from '../../trail/canonical.ts'

/** What an effect saw and did, for its outcome in the trail. Whatever names a person goes into `personal`. */
export interface Observed {
  target?: string
  before?: Record<string, Plain>
  after?: Record<string, Plain>
  evidence?: string[]
  personal?: Record<string, string>
}

/** What whoever carries out an effect is told besides the effect. */
export interface EffectContext {
  /** `<caseId>:<seq>`. */
  key: string
  host: Host
  /** Epoch milliseconds; this run writes nothing after it. Ends before the activity's `startToClose`. */
  deadline: number
  now(): number
  observe(observed: Observed): void
}

/** Carries out one kind of effect; throws what is worth a retry (`transient`) or what no retry heals. */
export type PerformEffect = (effect: Effect, context: EffectContext) => Promise<EffectResult>
