import { type Effect, type EffectResult, effectKey } from '../../domain/effect.ts'
import { free, leave, planRelease, type Target } from '../../domain/target.ts'
import { permanent, transient } from '../failure.ts'
import type { PerformEffect } from './effect-context.ts'
import type { PenaltyDeps } from './penalty-deps.ts'
import { restore } from './restore.ts'
import { settle } from './settle.ts'
import { noteProgress, type TargetRun } from './target-run.ts'
import { asFailure } from './within.ts'

/** Takes a penalty back: its case leaves the target, and the last one restores it. Harmless to repeat. */
export function createUndo(deps: PenaltyDeps): PerformEffect {
  return async (effect, context) => {
    const key = penaltyKey(effect)
    try {
      for (;;) {
        const target = await deps.targets.heldBy(key)
        if (!target) return { type: 'effect.done' }
        context.observe({ target: target.id, personal: { name: target.name } })
        const penalisable = deps.penalisables[target.kind]
        if (!penalisable) throw noAdapter(target)
        const run = { deps, penalisable, key, context }
        const result = await (effect.leave ? forget(run, target) : advance(run, target))
        if (result) return result
      }
    } catch (error) {
      throw asFailure(error)
    }
  }
}

const penaltyKey = ({ caseId, of, kind }: Effect): string => {
  if (of !== undefined) return effectKey({ caseId, seq: of })
  throw permanent(`${kind} does not say which penalty it takes back`, 'this is a defect of the program')
}

/** Null: the target moved on meanwhile, look again. */
async function advance(run: TargetRun, target: Target): Promise<EffectResult | null> {
  switch (planRelease(target, run.key, run.context.now())) {
    case 'done':
      return { type: 'effect.done' }
    case 'wait':
      throw busy(target)
    case 'settle':
      await settle(run, target)
      return null
    case 'leave':
      return (await run.deps.targets.replace(leave(target, run.key))) ? done(target) : null
    case 'restore':
      return restore(run, target)
  }
}

/** A person decided that what we found stays: nothing is written to the device. */
async function forget(run: TargetRun, target: Target): Promise<EffectResult | null> {
  const plan = planRelease(target, run.key, run.context.now())
  if (plan === 'wait') throw busy(target)
  if (plan === 'leave') return advance(run, target)
  if (!(await run.deps.targets.replace(free(target)))) return null
  run.context.observe({ after: { state: 'left as found' } })
  await noteProgress(run, target, 'released')
  return done(target)
}

const done = ({ id }: Target): EffectResult => ({ type: 'effect.done', ref: id })

const busy = ({ name }: Target) => transient(`${name} is being written by another run`, 'it is tried again')

const noAdapter = ({ name, kind }: Target) =>
  permanent(
    `${name} is held, and nothing here can write a ${kind}`,
    'configure its switch or directory again',
  )
