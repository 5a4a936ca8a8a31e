import type { Effect, EffectKind, EffectResult } from '../../../domain/effect.ts'
import type { Host } from '../../../domain/host.ts'
import type { GateAnswer, QueuedAsk } from '../../../workflows/gate/contract.ts'
import { modelTrail } from '../../perform/model/memory-trail.ts'
import type { ModelRun } from '../../perform/model/world.ts'
import { createPenalise } from '../../perform/penalise.ts'
import type { PenaltyDeps } from '../../perform/penalty-deps.ts'
import { createPerform, type PerformDeps } from '../../perform/perform.ts'
import { createUndo } from '../../perform/undo.ts'
import { steppedDevices, steppedTargets } from './building.ts'
import { type Model, partOf, tellGate } from './story.ts'

const budget = 10_000
const writeSlack = 5_000
/** After it, a turn at the device that a dead run has left is over. */
const turn = budget + writeSlack + 1
/** Longer than a grant lasts. */
const longTime = 12 * 60_000

/** One case: asks, does with its grant what its part says, and gives back what it holds. */
export async function runCase(model: Model, number: number): Promise<void> {
  const { world } = model
  const hostRef = String(number)
  const { does, kind, starts, holds } = partOf(model, hostRef)
  await rest(model, starts)
  const { key, verdict } = await answerTo(model, hostRef)
  if (verdict === 'granted' && does === 'sit') world.pass(longTime)
  if (verdict === 'granted' && does === 'giveBack') await model.grants.markReturned(key, world.now())
  const penalty = await insist(model, effect(hostRef, 1, kind))
  await rest(model, holds)
  if (penalty.type === 'effect.done')
    await insist(model, { ...effect(hostRef, 2, 'undo'), of: 1, penalty: kind })
  else await model.grants.markReturned(key, world.now())
  model.open -= 1
  tellGate(model)
}

async function rest({ world }: Model, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await world.rest()
}

function answerTo(model: Model, hostRef: string): Promise<GateAnswer> {
  const { kind: penalty, deadline } = partOf(model, hostRef)
  const ask: QueuedAsk = {
    ...{ key: `${hostRef}:1`, hostRef, caseId: hostRef, penalty, band: 'P1', deadline },
    since: model.world.now(),
  }
  const { promise, resolve } = Promise.withResolvers<GateAnswer>()
  model.waiting.set(ask.key, resolve)
  model.queue.set(ask.key, ask)
  tellGate(model)
  return promise
}

const effect = (hostRef: string, seq: number, kind: EffectKind): Effect => ({
  hostRef,
  caseId: hostRef,
  seq,
  kind,
})

/** What the engine does with an activity: tries until it has an outcome. */
async function insist(model: Model, wanted: Effect): Promise<EffectResult> {
  const { world } = model
  let failure: unknown
  for (let tried = 0; tried < 200; tried++) {
    const run: ModelRun = { alive: true, lapses: world.now() + budget + writeSlack }
    try {
      return await createPerform(depsOf(model, run))(wanted)
    } catch (error) {
      failure = error
      // Mostly a moment, and the others first: else cases could hinder each other for ever.
      world.pass(tried % 8 === 0 ? turn : 10)
      await rest(model, tried)
      tellGate(model)
    }
  }
  throw new Error(`${wanted.kind} of case ${wanted.caseId} never ends`, { cause: failure })
}

function depsOf(model: Model, run: ModelRun): PerformDeps {
  const penalties = penaltyDepsOf(model, run)
  const penalise = createPenalise(penalties)
  const effects = { machineAccount: penalise, port: penalise, undo: createUndo(penalties) }
  return {
    trail: penalties.trail,
    effects: effects as Partial<PerformDeps['effects']> as PerformDeps['effects'],
    host: async (hostRef) => ({ hostRef, hostname: String(partOf(model, hostRef).target) }) as Host,
    killSwitch: async () => null,
    permit: async () => null,
    budget: () => budget,
    now: model.world.now,
  }
}

function penaltyDepsOf(model: Model, run: ModelRun): PenaltyDeps {
  const { world, building, grants, trail } = model
  const devices = (kind: 'machineAccount' | 'port') => steppedDevices(world, run, building, kind)
  return {
    targets: steppedTargets(world, run, building),
    penalisables: { machineAccount: devices('machineAccount'), port: devices('port') },
    held: { append: () => world.step(run, () => {}) },
    trail: modelTrail(world, run, trail),
    grants: {
      read: (key) => world.step(run, () => grants.read(key)),
      markUsed: (key, at) => world.step(run, () => grants.markUsed(key, at)),
    },
    killSwitch: () => world.step(run, () => null),
    permit: async () => null,
    leaseEnd: async (_, now) => now + 1000,
    writeSlack,
  }
}
