import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault } from '../perform/model/world.ts'
import { play } from './model/play.ts'
import type { Part, Story } from './model/story.ts'

const numRuns = process.env.CI ? 5_000 : 500

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('machineAccount', 'port'),
  target: fc.nat(2),
  department: fc.constantFrom('sales', 'lab', null),
  deadline: fc.nat(3),
  starts: fc.nat(40),
  holds: fc.nat(60),
  does: fc.oneof({ weight: 4, arbitrary: fc.constant('use' as const) }, fc.constantFrom('sit', 'giveBack')),
})
// Whoever is chosen goes on for some steps, so that much happens between two steps of another.
const goesOn = -1
const choices = fc
  .array(fc.tuple(fc.nat(7), fc.nat(25)), { minLength: 1, maxLength: 40 })
  .map((turns) => turns.flatMap(([who, steps]) => [who, ...Array<number>(steps).fill(goesOn)]))
const fault = fc.constantFrom<Fault[]>('crashBefore', 'crashAfter', 'lost', 'answerLost')
const story: fc.Arbitrary<Story> = fc.record({
  parts: fc.array(part, { minLength: 2, maxLength: 7 }),
  choices,
  faults: fc.array(fc.tuple(fc.nat(300), fault), { maxLength: 4 }).map((pairs) => new Map(pairs)),
})

test('I6: no interleaving of two gates, grants, holds, releases and lapses exceeds a limit or forgets a case', async () => {
  const property = fc.asyncProperty(story, async (told) => {
    const violations = await play(told)
    if (violations.length > 0) throw new Error([...new Set(violations)].join('; '))
  })
  const checked = await fc.check(property, {
    numRuns,
    includeErrorInReport: true,
    interruptAfterTimeLimit: 300_000,
  })
  expect(checked.failed, fc.defaultReportMessage(checked)).toBe(false)
  expect(checked.numRuns).toBe(numRuns)
}, 400_000)
