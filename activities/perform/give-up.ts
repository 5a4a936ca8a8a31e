import type { Effect, EffectResult } from '../../domain/effect.ts'
import { isPenalty, type RungKind } from '../../domain/rung.ts'
import { adviceOf } from '../failure.ts'
import type { PerformEffect } from './effect-context.ts'
import { contextOf, type PerformDeps } from './perform.ts'
import { effectEntryId, outcomeOf, resultIn } from './records.ts'

type Failed = Extract<EffectResult, { type: 'effect.failed' }>

/**
 * The end of an effect whose tries are used up: its intent gets an outcome, and what a penalty may have
 * written is taken back. What cannot be taken back now is found by the reconciler, by this very outcome.
 */
export function createGiveUp(deps: PerformDeps): (effect: Effect, failure: Failed) => Promise<EffectResult> {
  return async (effect, failure) => {
    const known = await deps.trail.find(effectEntryId(effect, 'outcome'))
    if (known) return resultIn(known)
    const { context, observed } = await contextOf(deps, effect)
    const penalty = isPenalty(effect.kind as RungKind)
    const result = penalty ? await takeBack(deps.effects.undo, effect, context, failure) : failure
    await deps.trail.append(outcomeOf(effect, result, observed))
    return result
  }
}

async function takeBack(
  undo: PerformEffect,
  effect: Effect,
  context: Parameters<PerformEffect>[1],
  failure: Failed,
): Promise<EffectResult> {
  try {
    const undone = await undo({ ...effect, kind: 'undo', of: effect.seq }, context)
    return undone.type === 'effect.conflict' ? undone : failure
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    context.observe({ after: { state: 'unknown' } })
    const advice = `${failure.advice}; it may be closed all the same (${why}): run reconcile. ${adviceOf(error)}`
    return { ...failure, advice: advice.trim() }
  }
}
