import { expect, test } from 'vitest'
import { alarmFor } from './alarm-for.ts'

const minute = 60_000
const delayTo = (fireAt: number) => [{ id: 'rung', event: 'rung', fireAt, remaining: null }]
const run = (timers: ReturnType<typeof delayTo>, ...ends: (number | undefined)[]) => ({
  standing: { timers },
  underWay: ends.map((endsBy) => (endsBy === undefined ? {} : { endsBy })),
})

test('with nothing under way the next delay wants the timer', () => {
  expect(alarmFor(run(delayTo(5 * minute)), null, 0)).toBe(5 * minute)
  expect(alarmFor(run([]), 5 * minute, 0)).toBeNull()
})

test('an effect that ends before the next delay is due spares the timer', () => {
  expect(alarmFor(run(delayTo(5 * minute), minute), null, 0)).toBeNull()
  expect(alarmFor(run([], minute), null, 0)).toBeNull()
  // The delay counts from what was heard, the effect from a moment later, when that was written down.
  expect(alarmFor(run(delayTo(minute), minute + 300), null, 0)).toBeNull()
})

test('a delay that is due while the effect may go on keeps its timer', () => {
  expect(alarmFor(run(delayTo(minute), 5 * minute), null, 0)).toBe(minute)
  expect(alarmFor(run(delayTo(3 * minute), 5 * minute, 2 * minute), null, 0)).toBeNull()
})

test('an effect that should have ended, or whose end nobody knows, spares nothing', () => {
  expect(alarmFor(run(delayTo(5 * minute), minute), null, 2 * minute)).toBe(5 * minute)
  expect(alarmFor(run(delayTo(5 * minute), undefined), null, 0)).toBe(5 * minute)
})

test('a timer that is set for later is left alone, one that would ring in between is not', () => {
  expect(alarmFor(run([], minute), 5 * minute, 0)).toBe(5 * minute)
  expect(alarmFor(run([], 5 * minute), minute, 0)).toBeNull()
})
