import { type CaseMachine, restore, type Step, step } from '../interpret/interpret.ts'
import { rearm } from '../interpret/rearm.ts'
import type { Envelope, Timer } from './contract.ts'
import type { KeptSnapshot, Laws } from './laws.ts'

/** The machine that a run stands under. */
export function lawOf({ machines }: Laws, version: number): CaseMachine {
  const law = machines[version]
  if (law) return law as CaseMachine
  const known = Object.keys(machines).join(', ')
  throw new Error(`this worker has no machine of version ${version}, only ${known}: deploy a newer one`)
}

/**
 * A case as it goes on under a newer machine. It is told `migrated`: a region that is new there orders what
 * it has to. Delays keep their instants; those that are new begin now.
 */
export function migrate(laws: Laws, kept: Envelope, version: number, at: number): Step {
  const law = lawOf(laws, version)
  const { snapshot, timers } = translate(laws, kept, version)
  const event = { type: 'migrated', from: kept.machineVersion, at } as const
  const told = step(law, restore(law, snapshot, timers), event)
  return { ...told, timers: rearm(law, told, at) }
}

function translate({ migrations }: Laws, kept: Envelope, version: number) {
  let snapshot = kept.snapshot as KeptSnapshot
  let { timers } = kept
  for (let from = kept.machineVersion; from < version; from += 1) {
    const migration = migrations[from]
    if (!migration) throw new Error(`no migration leads from machine version ${from} to ${from + 1}`)
    snapshot = migration.snapshot(snapshot)
    timers = timers.map((timer) => renamed(timer, migration.delays))
  }
  return { snapshot, timers }
}

function renamed(timer: Timer, delays: Record<string, string>): Timer {
  const event = delays[timer.event] ?? timer.event
  return { ...timer, id: event, event }
}
