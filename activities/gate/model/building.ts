import type { Host } from '../../../domain/host.ts'
import type { PenaltyKind } from '../../../domain/rung.ts'
import type { Target, TargetRef } from '../../../domain/target.ts'
import { memoryTargets } from '../../../store/memory-targets.ts'
import type { TargetStore } from '../../../store/targets.ts'
import type { Penalisable } from '../../penalisable.ts'
import { createDevice, type Device, modelPenalisable } from '../../perform/model/device.ts'
import type { ModelRun, World } from '../../perform/model/world.ts'

/** What can be penalised here: shared accounts, and ports of two switches. */
const refs: TargetRef[] = [
  ...['a', 'b', 'c'].map((name): TargetRef => account(name)),
  ...['sw-1/1', 'sw-1/2', 'sw-2/1'].map((name): TargetRef => port(name)),
]

function account(name: string): TargetRef {
  return { id: `account:${name}`, kind: 'machineAccount', name, locator: { guid: name } }
}

function port(name: string): TargetRef {
  return { id: `port:${name}`, kind: 'port', name, locator: { switch: name.slice(0, 4) } }
}

/** Accounts and ports with the truth about each, and the documents that say who holds them. */
export interface Building {
  devices: Map<string, Device>
  targets: TargetStore
  documents: Map<string, Target>
}

export const createBuilding = (): Building => ({
  devices: new Map(refs.map(({ id }) => [id, createDevice()])),
  targets: memoryTargets(),
  documents: new Map(),
})

/** The target of this kind that a host with this number has; several hosts share one. */
export function targetOf(kind: PenaltyKind, number: number): TargetRef {
  const ofKind = refs.filter((ref) => ref.kind === kind)
  const found = ofKind[number % ofKind.length]
  if (!found) throw new Error(`nothing here is a ${kind}`)
  return found
}

/** The documents as one run sees them: every call is a step that may go wrong. */
export const steppedTargets = (world: World, run: ModelRun, building: Building): TargetStore => ({
  read: (id) => world.step(run, () => building.targets.read(id)),
  insert: (target) => world.step(run, () => building.targets.insert(target)),
  replace: (next) =>
    world.step(run, async () => {
      const replaced = await building.targets.replace(next)
      if (replaced) building.documents.set(next.id, next)
      return replaced
    }),
  heldBy: (key) => world.step(run, () => building.targets.heldBy(key)),
  async *held() {
    const found = await world.step(run, async () => {
      const all: Target[] = []
      for await (const target of building.targets.held()) all.push(target)
      return all
    })
    yield* found
  },
})

/** Devices of one kind as one run sees them; the host's name says which is its own. */
export function steppedDevices(
  world: World,
  run: ModelRun,
  building: Building,
  kind: PenaltyKind,
): Penalisable {
  const witness = { wrote: () => {}, closed: () => {}, opened: () => {} }
  const own = (id: string) =>
    modelPenalisable(world, run, building.devices.get(id) ?? createDevice(), true, witness)
  return {
    find: ({ hostname }: Host) => world.step(run, () => ({ target: targetOf(kind, Number(hostname)) })),
    forbid: (target, host) => own(target.id).forbid(target, host),
    read: (target) => own(target.id).read(target),
    close: (target, from, mark) => own(target.id).close(target, from, mark),
    reopen: (target, prior, mark) => own(target.id).reopen(target, prior, mark),
    byHand: () => 'by hand',
  }
}
