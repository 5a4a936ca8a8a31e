import type { Grant } from '../../../domain/gate/grant.ts'
import type { PenaltyKind } from '../../../domain/rung.ts'
import { type MemoryGrants, memoryGrants } from '../../../store/memory-grants.ts'
import type { GateAnswer, QueuedAsk } from '../../../workflows/gate/contract.ts'
import type { MemoryTrail } from '../../perform/model/memory-trail.ts'
import { createWorld, type Fault, type World } from '../../perform/model/world.ts'
import { type Building, createBuilding } from './building.ts'

/** One case of a story: what it wants to do to which target, and how. */
export interface Part {
  kind: Extract<PenaltyKind, 'machineAccount' | 'port'>
  target: number
  department: 'sales' | 'lab' | null
  deadline: number
  /** What it does with its grant: uses it, sits on it until it has lapsed, or gives it back. */
  does: 'use' | 'sit' | 'giveBack'
  /** Steps of others before it asks, and while it holds. */
  starts: number
  holds: number
}

/** Some cases, two runs of the gate that overlap, an order of their steps, and what goes wrong. */
export interface Story {
  parts: Part[]
  choices: number[]
  faults: Map<number, Fault>
}

/** All that there is while a story is played. */
export interface Model {
  story: Story
  world: World
  building: Building
  grants: MemoryGrants
  trail: MemoryTrail
  queue: Map<string, QueuedAsk>
  /** Who waits for the answer to a key. */
  waiting: Map<string, (answer: GateAnswer) => void>
  /** Counts the changes that the gate has to look at, and wakes the runs of it that wait for one. */
  changes: number
  sleepers: (() => void)[]
  given: Grant[]
  /** Cases that have not ended. */
  open: number
}

export const modelOf = (story: Story): Model => ({
  story,
  world: createWorld(story.choices, story.faults),
  building: createBuilding(),
  grants: memoryGrants(),
  trail: new Map(),
  queue: new Map(),
  waiting: new Map(),
  changes: 0,
  sleepers: [],
  given: [],
  open: story.parts.length,
})

/** Something has changed: every run of the gate looks again. */
export function tellGate(model: Model): void {
  model.changes += 1
  for (const wake of model.sleepers.splice(0)) wake()
}

export const partOf = ({ story }: Model, hostRef: string): Part => {
  const part = story.parts[Number(hostRef)]
  if (!part) throw new Error(`no host ${hostRef} in this story`)
  return part
}
