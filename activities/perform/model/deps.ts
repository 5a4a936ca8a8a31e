import type { Host } from '../../../domain/host.ts'
import { createPenalise } from '../penalise.ts'
import type { PenaltyDeps } from '../penalty-deps.ts'
import type { PerformDeps } from '../perform.ts'
import { createUndo } from '../undo.ts'
import { modelPenalisable } from './device.ts'
import { modelTrail } from './memory-trail.ts'
import type { Model } from './story.ts'
import { guarded, witness } from './witness.ts'
import type { ModelRun } from './world.ts'

const budget = 10_000
const writeSlack = 5_000

/** How long a turn at the device lasts when its run dies. */
export const turn = budget + writeSlack

/** What one run sees of the world; every call of it is a step that may go wrong. */
export function depsOf(model: Model, run: ModelRun): PerformDeps {
  const { world } = model
  const penalties = penaltyDepsOf(model, run)
  const effects = { port: createPenalise(penalties), undo: createUndo(penalties) }
  return {
    trail: penalties.trail,
    effects: effects as PerformDeps['effects'],
    host: async (hostRef) => ({ hostRef }) as Host,
    killSwitch: async () => null,
    permit: async () => null,
    budget: () => budget,
    now: world.now,
  }
}

function penaltyDepsOf(model: Model, run: ModelRun): PenaltyDeps {
  const { world, device, story } = model
  return {
    targets: guarded(model, run),
    penalisables: { port: modelPenalisable(world, run, device, story.marked, witness(model)) },
    held: { append: (line) => world.step(run, () => void model.held.push(line)) },
    trail: modelTrail(world, run, model.trail),
    grants: {
      read: (key) =>
        world.step(run, () => ({
          validUntil: Number.POSITIVE_INFINITY,
          usedAt: model.used.has(key) ? 1 : null,
          returnedAt: null,
        })),
      markUsed: (key) => world.step(run, () => model.used.add(key)),
    },
    killSwitch: () => world.step(run, () => null),
    permit: async () => null,
    leaseEnd: async (_, now) => now + 1000,
    writeSlack,
  }
}
