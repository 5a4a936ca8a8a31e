import { expect, test } from 'vitest'
import { fromNow, parseUntil, span } from './time.ts'

test.each([
  [0, '0 s'],
  [999, '1 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [90_061_000, '1 d 1 h'],
  [86_401_000, '1 d'],
  [-5, '0 s'],
])('%d ms are %s', (ms, text) => {
  expect(span(ms)).toBe(text)
})

test('before and after now', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  expect(fromNow('2026-11-24T12:05:00Z', now)).toBe('in 5 min')
  expect(fromNow('2026-11-24T10:00:00Z', now)).toBe('2 h ago')
})

test.each([
  ['14d', '2026-12-08T12:00:00.000Z'],
  ['2h', '2026-11-24T14:00:00.000Z'],
  ['90m', '2026-11-24T13:30:00.000Z'],
  ['2026-12-01', '2026-12-01T00:00:00.000Z'],
  ['2026-12-01T08:00+02:00', '2026-12-01T06:00:00.000Z'],
  ['soon', undefined],
  ['', undefined],
])('--until %s', (text, instant) => {
  expect(parseUntil(text, Date.parse('2026-11-24T12:00:00Z'))).toBe(instant)
})
