import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseTimes } from './case.ts'
import { effectDeadlines, writeSlack } from './effect-deadlines.ts'

const timesWith = (write: number): CaseTimes => ({ write, attempt: 7_200_000 }) as CaseTimes

test('a run that follows a dead one still fits in: its turn lapses first, then comes a whole run', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 86_400_000 }), (write) => {
      const { all, run } = effectDeadlines('port', timesWith(write))
      expect(all).toBeGreaterThanOrEqual(2 * run + writeSlack(timesWith(write)))
    }),
  )
})

test('a run ends by itself before it is given up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 86_400_000 }), (write) => {
      const { run, budget } = effectDeadlines('machineAccount', timesWith(write))
      expect(budget).toBeLessThan(run)
      expect(budget).toBeGreaterThan(0)
    }),
  )
})

test('an attempt may use its whole time in one run', () => {
  expect(effectDeadlines('patchAttempt', timesWith(60_000))).toMatchObject({ all: 7_200_000, run: 7_200_000 })
})
