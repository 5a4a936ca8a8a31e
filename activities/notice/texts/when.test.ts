import { expect, test } from 'vitest'
import { duration, exact, when } from './when.ts'

test('times are written with words, exact time and offset, across daylight saving', () => {
  expect(exact(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toBe('Sun 25 Oct 2026, 02:30 +02:00')
  expect(exact(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toBe('Sun 25 Oct 2026, 02:30 +01:00')
  expect(exact(Date.parse('2026-01-01T00:00:00Z'), 'UTC')).toBe('Thu 1 Jan 2026, 00:00 +00:00')
  expect(when(20_000, 0, 'UTC')).toBe('Thu 1 Jan 1970, 00:00:20 +00:00 (in 20 seconds)')
  expect(when(-2 * 86_400_000, 0, 'UTC')).toBe('Tue 30 Dec 1969, 00:00 +00:00 (2 days ago)')
  expect(duration(86_400_000)).toBe('1 day')
})
