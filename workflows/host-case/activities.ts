import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow'
import type { CaseTimes } from '../../domain/case.ts'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import { effectDeadlines } from '../../domain/effect-deadlines.ts'
import type { StepRecord } from './record.ts'

/** What a case can have done for it; implemented in activities/. */
export interface CaseActivities {
  perform(effect: Effect): Promise<EffectResult>
}
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

/** Runs one effect to its end. Never throws: what cannot be done becomes a fact that the machine hears. */
export async function performEffect(effect: Effect, times: CaseTimes): Promise<EffectResult> {
  const { run, all } = effectDeadlines(effect.kind, times)
  const { perform } = proxyActivities<CaseActivities>({
    ...(effect.kind === 'undo' && { taskQueue: releaseQueue }),
    scheduleToCloseTimeout: all,
    startToCloseTimeout: run,
    heartbeatTimeout,
    retry: { initialInterval: '1 s', maximumInterval: '30 s' },
  })
  try {
    return await perform(effect)
  } catch (error) {
    return lastWord(error)
  }
}

function lastWord(error: unknown): EffectResult {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (cause instanceof ApplicationFailure) {
    const [detail] = (cause.details ?? []) as [{ advice?: string }?]
    return { type: 'effect.failed', why: cause.message, advice: detail?.advice ?? '' }
  }
  const why = cause instanceof Error ? cause.message : String(cause)
  return {
    type: 'effect.failed',
    why: `no answer in time (${why})`,
    advice: 'check that a worker is running and that the device answers: straggler doctor',
  }
}
