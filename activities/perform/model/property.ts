import fc from 'fast-check'
import { play } from './play.ts'
import type { Story } from './story.ts'
import type { Fault } from './world.ts'

const fault = fc.constantFrom<Fault[]>('crashBefore', 'crashAfter', 'lost', 'answerLost')
const entries = <T>(value: fc.Arbitrary<T>, most: number) =>
  fc.array(fc.tuple(fc.nat(120), value), { maxLength: most }).map((pairs) => new Map(pairs))

const story: fc.Arbitrary<Story> = fc.record({
  cases: fc.integer({ min: 1, max: 3 }),
  marked: fc.boolean(),
  choices: fc.array(fc.nat(5), { minLength: 1, maxLength: 60 }),
  faults: entries(fault, 4),
  acts: entries(fc.constantFrom('open', 'close', 'alter'), 3),
  pauses: fc.array(fc.constantFrom(0, 2_000, 9_000, 14_000), { maxLength: 4 }),
})

/** Nothing is wrong in any story of one to three cases on one target. */
export const nothingWrong = fc.asyncProperty(story, async (told) => {
  const violations = await play(told)
  if (violations.length > 0) throw new Error([...new Set(violations)].join('; '))
})
