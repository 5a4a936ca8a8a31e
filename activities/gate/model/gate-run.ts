import type { GrantStore } from '../../../store/grants.ts'
import type { ModelRun } from '../../perform/model/world.ts'
import { createDecideAsks, type DecideParts } from '../decide-asks.ts'
import { policyHolding } from '../test-gate.ts'
import { steppedTargets, targetOf } from './building.ts'
import { type Model, partOf, tellGate } from './story.ts'

/** Limits of the model: so low that every story reaches them. */
export const limits = { accounts: 2, ports: 2, portsPerSwitch: 1, perDepartment: 1 }

/** A run of the gate: looks whenever something has changed, until every case has ended. */
export async function runGate(model: Model): Promise<void> {
  while (model.open > 0) {
    const seen = model.changes
    const failed = await look(model).then(
      () => false,
      () => true,
    )
    // The engine tries again at once; what was stored stays, what was answered is lost.
    if (failed || model.changes > seen || model.open === 0) continue
    await new Promise<void>((wake) => void model.sleepers.push(wake))
  }
}

async function look(model: Model): Promise<void> {
  const run: ModelRun = { alive: true, lapses: Number.POSITIVE_INFINITY }
  const { answers } = await createDecideAsks(partsOf(model, run))([...model.queue.values()])
  for (const answer of answers) {
    if (!model.queue.delete(answer.key)) continue
    model.waiting.get(answer.key)?.(answer)
  }
  if (answers.length > 0) tellGate(model)
}

const { policy: roomy } = policyHolding(limits.accounts)
const shares = { heldAccountsPercent: 1, heldPortsPercent: 1, heldPerSwitchPercent: 1 }
const rates = { portsPerHour: 9999, portsPerSwitchPerHour: 9999, portsPerSwitchPerMinute: 9999 }
const policy: DecideParts['policy'] = {
  ...roomy,
  limits: { ...roomy.limits, ...shares, ...rates, heldPerDepartment: limits.perDepartment },
}

function partsOf(model: Model, run: ModelRun): DecideParts {
  const { world, building } = model
  return {
    grants: steppedGrants(model, run),
    targets: steppedTargets(world, run, building),
    policy,
    placesOf: async (hostRefs) => new Map(hostRefs.map((ref) => [ref, placeOf(model, ref)])),
    fleet: async () => ({
      hosts: limits.accounts * 100,
      ports: limits.ports * 100,
      portsPerSwitch: limits.portsPerSwitch * 100,
    }),
    breaker: async () => null,
    killSwitch: () => world.step(run, () => null),
    now: world.now,
  }
}

function placeOf(model: Model, hostRef: string) {
  const { kind, target, department } = partOf(model, hostRef)
  const where = targetOf(kind, target).locator.switch
  return { ...(department && { department }), ...(typeof where === 'string' && { switch: where }) }
}

function steppedGrants({ world, grants, given }: Model, run: ModelRun): GrantStore {
  return {
    ledger: () => world.step(run, grants.ledger),
    moveLedger: (next) =>
      world.step(run, async () => {
        const moved = await grants.moveLedger(next)
        if (moved) given.push(...next.batch)
        return moved
      }),
    settleLedger: (rev) => world.step(run, () => grants.settleLedger(rev)),
    put: (grant) => world.step(run, () => grants.put(grant)),
    since: (at) => world.step(run, () => grants.since(at)),
    of: (keys) => world.step(run, () => grants.of(keys)),
    markReturned: (key, at) => world.step(run, () => grants.markReturned(key, at)),
  }
}
