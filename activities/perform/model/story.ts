import type { Op } from '../../../domain/target.ts'
import { memoryTargets } from '../../../store/memory-targets.ts'
import type { TargetStore } from '../../../store/targets.ts'
import type { HeldLine } from '../../held/held-file.ts'
import { createDevice, type Device, type ThirdParty } from './device.ts'
import type { MemoryTrail } from './memory-trail.ts'
import { createWorld, type Fault, type World } from './world.ts'

/** One story of some cases on one target. */
export interface Story {
  cases: number
  /** Whether the device can hold our mark. */
  marked: boolean
  choices: number[]
  faults: Map<number, Fault>
  /** Somebody else's acts, by the step before which they happen. */
  acts: Map<number, ThirdParty>
  /** Milliseconds that pass before a run is tried again, taken in turn. */
  pauses: number[]
}

/** All that there is while a story is played. */
export interface Model {
  story: Story
  world: World
  device: Device
  targets: TargetStore
  trail: MemoryTrail
  held: HeldLine[]
  used: Set<string>
  /** Cases that were told that their penalty is in force, and have not begun to take it back. */
  inForce: Set<string>
  /** A person left what was found. */
  left: boolean
  /** The mark of the present hold. */
  mark: string | null
  /** The turn as it is stored now, and the highest fence that was ever given. */
  op: Op | null
  fence: number
  retries: number
}

export const modelOf = (story: Story): Model => ({
  story,
  world: createWorld(story.choices, story.faults),
  device: createDevice(),
  targets: memoryTargets(),
  trail: new Map(),
  held: [],
  used: new Set(),
  inForce: new Set(),
  left: false,
  mark: null,
  op: null,
  fence: 0,
  retries: 0,
})
