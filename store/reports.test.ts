import { MongoClient } from 'mongodb'
import { afterAll, expect, inject, test } from 'vitest'
import type { Finding } from '../domain/finding.ts'
import {
  decideReport,
  earlierReports,
  fileSha256,
  findReport,
  listReports,
  markReportTaken,
  type ReportDocument,
  reportIdOf,
  rowsOf,
  saveReport,
} from './reports.ts'

const client = new MongoClient(inject('mongoUri'), { retryWrites: false })
const db = client.db(`reports-${process.pid}`)
afterAll(() => client.close())

const report = (file: string, more: Partial<ReportDocument> = {}): ReportDocument => {
  const hash = fileSha256(Buffer.from(file))
  return {
    _id: reportIdOf('wsus', '', hash),
    source: 'wsus',
    scope: '',
    format: 'wsus',
    fileSha256: hash,
    reportedAt: '2026-11-20T00:00:00.000Z',
    timeAssumed: false,
    receivedAt: 1,
    by: 'ann',
    rejectedRows: 0,
    state: 'waiting',
    doubts: [],
    decision: null,
    takenAt: null,
    rows: 2500,
    hosts: 1,
    unpatchedHosts: 1,
    updates: [],
    ...more,
  }
}
const rows = Array.from(
  { length: 2500 },
  (_, n): Finding => ({ hostname: 'ws-1', updateId: `KB${n}`, state: 'missing', cves: [], observedAt: 'x' }),
)

test('a report keeps its rows in order until they are taken, and a repeated file is recognised', async () => {
  const one = report('one')
  expect(await saveReport(db, one, rows)).toBe(true)
  expect(await saveReport(db, { ...one, by: 'eve', state: 'accepted' }, [])).toBe(false)
  expect(await findReport(db, one._id)).toEqual(one)
  const kept: Finding[] = []
  for await (const part of rowsOf(db, one._id)) kept.push(...part)
  expect(kept).toEqual(rows)
})

test('the same bytes of another source or scope are another report', () => {
  const ids = [reportIdOf('a', 'b', 'c'), reportIdOf('ab', '', 'c'), reportIdOf('b', 'a', 'c')]
  expect(new Set(ids).size).toBe(3)
})

test('a report is decided once, and only accepted ones are compared with', async () => {
  const two = report('two', { reportedAt: '2026-11-21T00:00:00.000Z' })
  await saveReport(db, two, rows)
  const decision = { by: 'ann', at: 2, reason: 'looked at it' }
  expect(await decideReport(db, two._id, 'accepted', decision)).toBe(true)
  expect(await decideReport(db, two._id, 'rejected', decision)).toBe(false)
  expect((await earlierReports(db, 'wsus', '')).map(({ _id }) => _id)).toEqual([two._id])
  await markReportTaken(db, two._id, 3)
  expect(await listReports(db, 'accepted')).toMatchObject([{ takenAt: 3, decision }])
  expect(await listReports(db)).toHaveLength(2)
})
