import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isStaffed, nextStaffed } from './staffed.ts'

const span = { from: 480, to: 960 }
const office = {
  zone: 'Europe/Berlin',
  days: { mon: span, tue: span, wed: span, thu: span, fri: { from: 480, to: 720 } },
}
const at = (iso: string) => Date.parse(iso)
const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())

test('hours are those of the wall clock there, summer and winter', () => {
  expect(isStaffed(office, at('2026-07-01T06:00:00Z'))).toBe(true)
  expect(isStaffed(office, at('2026-07-01T05:59:59Z'))).toBe(false)
  expect(isStaffed(office, at('2026-12-01T06:30:00Z'))).toBe(false)
  expect(isStaffed(office, at('2026-12-01T07:00:00Z'))).toBe(true)
})

test('nothing from Friday noon to Monday morning, also when the clocks change in between (R15)', () => {
  expect(iso(nextStaffed(office, at('2026-11-20T11:00:00Z')))).toBe('2026-11-23T07:00:00.000Z')
  expect(iso(nextStaffed(office, at('2026-10-23T10:00:00Z')))).toBe('2026-10-26T07:00:00.000Z')
  expect(iso(nextStaffed(office, at('2026-03-27T11:00:00Z')))).toBe('2026-03-30T06:00:00.000Z')
})

test('a day whose span is over comes again next week', () => {
  const mondays = { zone: 'UTC', days: { mon: span } }
  expect(iso(nextStaffed(mondays, at('2026-11-23T16:00:00Z')))).toBe('2026-11-30T08:00:00.000Z')
})

test('without hours nobody is ever there', () => {
  expect(nextStaffed({ zone: 'UTC', days: {} }, 0)).toBeNull()
})

test('the next staffed moment is staffed, and no minute before it is', () => {
  const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC')
  fc.assert(
    fc.property(moments, zones, fc.double({ min: 0, max: 1, noNaN: true }), (moment, zone, share) => {
      const hours = { ...office, zone }
      const next = nextStaffed(hours, moment) ?? Number.NaN
      expect(isStaffed(hours, next)).toBe(true)
      const between = Math.floor(moment + (next - moment) * share)
      if (between < next) expect(isStaffed(hours, between)).toBe(false)
    }),
    { numRuns: 300 },
  )
})
