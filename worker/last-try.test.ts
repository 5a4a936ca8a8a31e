import { expect, test } from 'vitest'
import { isLast } from './last-try.ts'

const of = { scheduledTimestampMs: 0, scheduleToCloseTimeoutMs: 60_000 }

test.each([
  ['the first quick failure is followed by another try', 1, 100, 200, false],
  ['a late one is not: its pause would be longer than what is left', 5, 50_000, 50_100, true],
  ['a slow one is not: the next would be as slow', 1, 0, 31_000, true],
  ['a slow one that leaves time for another is', 1, 0, 29_000, false],
])('%s', (_, attempt, from, now, last) => {
  expect(isLast({ ...of, attempt }, from, now)).toBe(last)
})

test('without a limit no try is the last one', () => {
  expect(isLast({ ...of, scheduleToCloseTimeoutMs: 0, attempt: 9 }, 0, 1e9)).toBe(false)
})
