import fc from 'fast-check'
import { type VictimName, victims } from './start-lab.ts'

/** One `kill -9`. */
export interface Kill {
  victim: VictimName
  /** It comes after so many more events seen in the company... */
  events: number
  /** ...and so many milliseconds. */
  delay: number
  /** Milliseconds until the process is started again. */
  down: number
}

const each = 5

/** 20 kills, each process 5 times, all of it decided by the seed. */
export function planKills(seed: number): Kill[] {
  const all = victims.flatMap((victim) => Array.from({ length: each }, () => victim))
  const order = fc.shuffledSubarray(all, { minLength: all.length })
  const times = fc.array(
    fc.record({
      events: fc.integer({ min: 1, max: 4 }),
      // Half of them right at the event, where an answer is on its way.
      delay: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 800 })),
      down: fc.integer({ min: 200, max: 2_000 }),
    }),
    { minLength: all.length, maxLength: all.length },
  )
  const plan = fc.noBias(fc.tuple(order, times))
  const [drawn] = fc.sample(plan, { seed, numRuns: 1 })
  const [who, when] = drawn as [VictimName[], Omit<Kill, 'victim'>[]]
  return when.map((time, i) => ({ victim: who[i] as VictimName, ...time }))
}
