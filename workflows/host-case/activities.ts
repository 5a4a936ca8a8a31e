import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow'
import type { CaseTimes } from '../../domain/case.ts'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import { effectDeadlines } from '../../domain/effect-deadlines.ts'
import { effectRetry } from '../../domain/effect-retry.ts'
import { lastWord } from '../../domain/last-word.ts'
import type { StepRecord } from './record.ts'

/** What a case can have done for it; implemented in activities/. */
export interface CaseActivities {
  perform(effect: Effect): Promise<EffectResult>
  /** The end of an effect whose tries are used up: what may have been written is taken back. */
  giveUp(effect: Effect, failure: Failed): Promise<EffectResult>
}
type Failed = Extract<EffectResult, { type: 'effect.failed' }>

export interface CaseLocalActivities {
  record(record: StepRecord): Promise<void>
}

/** Releases have a queue of their own, so that no backlog of new effects delays one (R13). */
export const releaseQueue = 'straggler-release'

/** The worker beats for every activity; silence for this long means that the worker has died. */
const heartbeatTimeout = '15 s'

const { record } = proxyLocalActivities<CaseLocalActivities>({
  startToCloseTimeout: '10 s',
  retry: { initialInterval: '500 ms', maximumInterval: '30 s' },
})

export const recordStep = record

const { giveUp } = proxyActivities<CaseActivities>({
  taskQueue: releaseQueue,
  scheduleToCloseTimeout: '1 h',
  startToCloseTimeout: '10 min',
  heartbeatTimeout,
})

/**
 * Runs one effect to its end. Never throws: what cannot be done becomes a fact that the machine hears.
 * `givingUp` is called when its tries are used up.
 */
export async function performEffect(
  effect: Effect,
  times: CaseTimes,
  givingUp: () => void = () => {},
): Promise<EffectResult> {
  const { run, all } = effectDeadlines(effect.kind, times)
  const { perform } = proxyActivities<CaseActivities>({
    // Replay compares ids, not arguments: a changed order of effects is noticed by this.
    activityId: `${effect.kind}:${effect.seq}`,
    ...(effect.kind === 'undo' && { taskQueue: releaseQueue }),
    scheduleToCloseTimeout: all,
    startToCloseTimeout: run,
    heartbeatTimeout,
    retry: effectRetry,
  })
  try {
    return await perform(effect)
  } catch (error) {
    givingUp()
    const failure = lastWord(error)
    return giveUp(effect, failure).catch(() => failure)
  }
}
