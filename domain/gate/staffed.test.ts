import { expect, test } from 'vitest'
import type { StaffedHours } from '../policy/staffed-hours.ts'
import { unstaffedUntil } from './staffed.ts'

const office = { from: 8 * 60, to: 16 * 60 }
const hours: StaffedHours = {
  zone: 'Europe/Berlin',
  days: { mon: office, tue: office, wed: office, thu: office, fri: { from: 480, to: 720 } },
}
const at = (text: string) => Date.parse(text)

test('R15: no penalty from Friday noon until Monday morning', () => {
  expect(unstaffedUntil(hours, at('2026-11-27T11:59:00+01:00'))).toBeNull()
  expect(unstaffedUntil(hours, at('2026-11-27T12:00:00+01:00'))).toBe(at('2026-11-30T08:00:00+01:00'))
})

test('hours are local: they follow the change of the clock', () => {
  expect(unstaffedUntil(hours, at('2026-10-23T13:00:00+02:00'))).toBe(at('2026-10-26T08:00:00+01:00'))
})

test('a policy without any staffed day waits a week and asks again, it never means always', () => {
  const now = at('2026-11-24T10:00:00Z')
  expect(unstaffedUntil({ zone: 'UTC', days: {} }, now)).toBeGreaterThan(now)
})
