import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JudgedReport, sanity } from './sanity.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const intake = { jumpPercent: 20, jumpFrom: 100, oldestReport: 36 * 3_600_000, unreportedAfter: 1 }

const report = (rows: number, unpatched: number, more: Partial<JudgedReport> = {}): JudgedReport => ({
  rows,
  hosts: rows,
  unpatchedHosts: unpatched,
  updates: [{ updateId: 'KB1', rows, unpatched }],
  reportedAt: '2026-11-20T02:00:00.000Z',
  timeAssumed: false,
  rejectedRows: 0,
  ...more,
})

const whys = (now_: JudgedReport, earlier: JudgedReport[]) =>
  sanity(now_, earlier, intake, now).map(({ why }) => why)

test('the first report of a source waits, the second that is like it does not', () => {
  expect(whys(report(1000, 10), [])).toEqual(['it is the first report of its source and scope'])
  expect(whys(report(1000, 11), [report(1000, 10)])).toEqual([])
})

test('30 % more missing waits and says so', () => {
  expect(whys(report(1000, 260), [report(1000, 200)])).toEqual([
    'missing rows of the same updates went from 200 to 260 (+30 %); up to 20 % is usual',
  ])
})

test('half a report waits', () => {
  expect(whys(report(500, 100), [report(1000, 200)])).toHaveLength(2)
})

test('below 100 rows nothing is a jump', () => {
  expect(whys(report(90, 90), [report(45, 10)])).toEqual([])
})

test("a new month's updates are no jump", () => {
  const december = { updates: [{ updateId: 'KB2', rows: 1000, unpatched: 990 }] }
  expect(whys(report(1000, 990, december), [report(1000, 10)])).toEqual([])
})

test('each update is compared with the newest report that knew it', () => {
  const other = report(1000, 1, { updates: [{ updateId: 'KB2', rows: 1000, unpatched: 1 }] })
  expect(whys(report(1000, 300), [other, report(1000, 100), report(1000, 300)])).toHaveLength(1)
})

test('empty, old, undated, from the future and hardly readable reports wait', () => {
  const before = [report(10, 1)]
  expect(whys(report(0, 0, { updates: [] }), before)).toEqual(['it has no rows'])
  expect(whys(report(10, 1, { reportedAt: '2026-11-18T00:00:00.000Z' }), before)).toEqual([
    'it is 60 h old; up to 36 h is usual',
  ])
  expect(whys(report(10, 1, { timeAssumed: true }), before)).toEqual(['it does not say when it was made'])
  expect(whys(report(10, 1, { reportedAt: '2026-11-21T00:00:00.000Z' }), before)).toEqual([
    'it is dated 12 h in the future: a clock is wrong',
  ])
  expect(whys(report(10, 1, { rejectedRows: 5 }), before)).toEqual(['5 of its 15 rows could not be read'])
})

test('a report never passes with a jump above the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (before, after) => {
      const doubts = whys(report(5000, after), [report(5000, before)])
      expect(doubts.length > 0).toBe(Math.abs(after - before) / before > 0.2)
    }),
  )
})

test('a report of hosts that nobody knows waits: it may be of another company', () => {
  const before = [report(40, 1)]
  expect(whys(report(40, 1, { unknownHosts: 39 }), before)).toEqual([
    '39 of its 40 hosts are not in the inventory',
  ])
  expect(whys(report(40, 1, { unknownHosts: 2 }), before)).toEqual([])
})
