import { setTimeout as delay } from 'node:timers/promises'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import { isPenalty, type RungKind } from '../../domain/rung.ts'
import { adviceOf } from '../failure.ts'
import type { Observed } from './effect-context.ts'
import { contextOf, type PerformDeps } from './perform.ts'
import { effectEntryId, outcomeOf, resultIn } from './records.ts'

type Failed = Extract<EffectResult, { type: 'effect.failed' }>

export interface GiveUpOptions {
  /**
   * Milliseconds for which taking back is tried; longer than a turn at a target lasts (budget of an undo
   * plus `writeSlack`), since the turn of a dead run has to lapse first.
   */
  patience: number
  now?: () => number
  wait?: (ms: number) => Promise<unknown>
}

/**
 * The end of an effect whose tries are used up: its intent gets an outcome, and what a penalty may have
 * written is taken back. What cannot be taken back now is found by the reconciler, by this very outcome.
 */
export function createGiveUp(deps: PerformDeps, options: GiveUpOptions) {
  return async (effect: Effect, failure: Failed): Promise<EffectResult> => {
    const known = await deps.trail.find(effectEntryId(effect, 'outcome'))
    if (known) return resultIn(known)
    const penalty = isPenalty(effect.kind as RungKind)
    const { doubt, observed } = penalty ? await takeBack(deps, effect, options) : nothingDone
    const result = doubt ? withDoubt(doubt, failure) : failure
    await deps.trail.append(outcomeOf(effect, result, observed))
    return result
  }
}

type Doubt = Extract<EffectResult, { type: 'effect.conflict' }> | Error

interface TakenBack {
  /** Null: nothing of ours is left. */
  doubt: Doubt | null
  observed: Observed
}

const nothingDone: TakenBack = { doubt: null, observed: {} }

async function takeBack(deps: PerformDeps, effect: Effect, options: GiveUpOptions): Promise<TakenBack> {
  const { patience, now = Date.now, wait = delay } = options
  const undo: Effect = { ...effect, kind: 'undo', of: effect.seq }
  for (const end = now() + patience; ; ) {
    const { context, observed } = await contextOf(deps, undo)
    try {
      const undone = await deps.effects.undo(undo, context)
      return { doubt: undone.type === 'effect.conflict' ? undone : null, observed }
    } catch (error) {
      const doubt = error instanceof Error ? error : new Error(String(error))
      if (now() >= end) return { doubt, observed: { ...observed, after: { state: 'unknown' } } }
      await wait(patience / 20)
    }
  }
}

function withDoubt(doubt: Doubt, failure: Failed): EffectResult {
  if (!(doubt instanceof Error)) return doubt
  const what = `it may be closed all the same (${doubt.message}): run straggler reconcile`
  return { ...failure, advice: [failure.advice, what, adviceOf(doubt)].filter(Boolean).join('; ') }
}
