import type { Effect, EffectResult } from '../../../domain/effect.ts'
import { lastWord } from '../../../domain/last-word.ts'
import { findOrphans, releaseOf } from '../../reconcile/find-orphans.ts'
import { createGiveUp } from '../give-up.ts'
import { createPerform } from '../perform.ts'
import { depsOf, turn } from './deps.ts'
import type { Model } from './story.ts'
import type { ModelRun } from './world.ts'

/** What the engine does with an activity: tries, waits, and at the end gives up. */
export async function insist(model: Model, effect: Effect, tries: number): Promise<EffectResult> {
  const { world, story } = model
  let failure: unknown
  for (let tried = 0; tried < tries; tried++) {
    const run: ModelRun = { alive: true, lapses: world.now() + turn }
    try {
      return await createPerform(depsOf(model, run))(effect)
    } catch (error) {
      failure = error
      const pauses = [...story.pauses, turn + 1]
      world.pass(pauses[model.retries++ % pauses.length] ?? turn + 1)
    }
  }
  if (effect.kind === 'undo') throw new Error(`the undo never ends: ${failure}`)
  return giveUp(model, effect, failure)
}

async function giveUp(model: Model, effect: Effect, failure: unknown): Promise<EffectResult> {
  for (let tried = 0; tried < 50; tried++) {
    const run: ModelRun = { alive: true, lapses: Number.POSITIVE_INFINITY }
    const { now, pass } = model.world
    const options = { patience: 2 * turn, now, wait: async (ms: number) => pass(ms) }
    try {
      return await createGiveUp(depsOf(model, run), options)(effect, lastWord(failure))
    } catch {
      model.world.pass(turn + 1)
    }
  }
  throw new Error('giving up never ends')
}

/** What could not be taken back at once is released by the reconciler. */
export async function release(model: Model): Promise<void> {
  const trail = { find: async (id: string) => model.trail.get(id) ?? null }
  const orphans = await findOrphans({ targets: model.targets, trail, isAlive: async () => true })
  for (const orphan of orphans) {
    const released = await insist(model, releaseOf(orphan, 1000), 200)
    if (released.type !== 'effect.conflict') continue
    model.left = true
    await insist(model, { ...releaseOf(orphan, 1001), leave: true }, 200)
  }
}
