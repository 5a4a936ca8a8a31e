import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReport, type ReportOptions } from './parse-report.ts'

const options: ReportOptions = { receivedAt: '2026-11-24T00:00:00.000Z' }
const sample = (name: string) => readFileSync(new URL(`../samples/${name}`, import.meta.url))
const read = (text: string | Uint8Array, more: Partial<ReportOptions> = {}) =>
  parseReport(typeof text === 'string' ? Buffer.from(text) : text, { ...options, ...more })

function accepted(text: string | Uint8Array, more: Partial<ReportOptions> = {}) {
  const report = read(text, more)
  if (!report.ok) throw new Error(JSON.stringify(report.faults))
  return report
}
const faultsOf = (text: string | Uint8Array, more: Partial<ReportOptions> = {}) => {
  const report = read(text, more)
  if (report.ok) throw new Error('the report was accepted')
  return report.faults.map(({ line, column, expected, found }) => `${line}:${column} ${expected}; ${found}`)
}

test('a WSUS view export in UTF-16: states by number and name, only what is approved to be installed', () => {
  const { rows, rejected, meta } = accepted(sample('wsus-view.utf16le.csv'))
  expect(rows.map(({ hostname, updateId, state }) => [hostname.split('.')[0], updateId, state])).toEqual([
    ['WS-0417', 'KB5062553', 'missing'],
    ['WS-0418', 'KB5062553', 'patched'],
    ['WS-0419', 'KB5062553', 'pending_reboot'],
    ['WS-0420', 'KB5062553', 'failed'],
    ['WS-0420', 'MS16-087', 'missing'],
    ['PRT-01', 'Brother - Printer - 10.0.17119.1', 'missing'],
    ['WS-0421', 'KB5062553', 'unknown'],
  ])
  expect(rows[2]).toMatchObject({ observedAt: '2026-11-20T01:59:02.513Z', severity: 'Critical' })
  expect(rejected).toEqual([])
  expect(meta).toMatchObject({ format: 'wsus', encoding: 'utf-16le', notCounted: 1, timeAssumed: false })
  expect(meta.reportedAt).toBe('2026-11-20T02:14:09.000Z')
})

test('the same export big-endian, in UTF-8, with semicolons and with tabs is the same report', () => {
  const text = new TextDecoder('utf-16le').decode(sample('wsus-view.utf16le.csv'))
  const { rows } = accepted(sample('wsus-view.utf16le.csv'))
  const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  expect(accepted(bigEndian).rows).toEqual(rows)
  expect(accepted(`\ufeff${text}`).rows).toEqual(rows)
  // No cell without quotes has a comma, so outside quotes every comma is a delimiter.
  const delimited = (by: string) => text.replaceAll(/("[^"]*")|,/g, (_, cell?: string) => cell ?? by)
  expect(accepted(delimited(';')).rows).toEqual(rows)
  expect(accepted(delimited('\t')).rows).toEqual(rows)
})

test('generic CSV: columns by name in any order, time and scope by comment line', () => {
  const text = [
    '# reported_at: 2026-11-20T04:00:00+02:00',
    '# scope: berlin',
    'State,Update_ID,comment,hostname,cves,observed_at',
    'Missing,KB1,x,ws-1,CVE-2026-1111; cve-2026-22222,',
    'patched,KB1,x,ws-2.corp.example,,2026-11-19T10:00:00Z',
    '',
  ].join('\n')
  const { rows, meta } = accepted(text)
  expect(rows).toEqual([
    {
      hostname: 'ws-1',
      updateId: 'KB1',
      state: 'missing',
      cves: ['CVE-2026-1111', 'CVE-2026-22222'],
      observedAt: '2026-11-20T02:00:00.000Z',
    },
    {
      hostname: 'ws-2.corp.example',
      updateId: 'KB1',
      state: 'patched',
      cves: [],
      observedAt: '2026-11-19T10:00:00.000Z',
    },
  ])
  expect(meta).toMatchObject({ scope: 'berlin', ignoredColumns: ['comment'], warnings: [] })
  expect(accepted(text, { scope: 'all', reportedAt: '2026-11-21T00:00:00.000Z' }).meta).toMatchObject({
    scope: 'all',
    reportedAt: '2026-11-21T00:00:00.000Z',
  })
})

test('generic JSON has the names of the CSV, lists as arrays, and faults at the value', () => {
  const text = `[
  {"hostname": "ws-1", "update_id": "KB1", "state": "missing", "cves": ["CVE-2026-1111"]},
  {"hostname": "ws-2", "update_id": 5062553, "state": "mising"},
  "ws-3"
]`
  const { rows, rejected } = accepted(text)
  expect(rows).toMatchObject([{ hostname: 'ws-1', cves: ['CVE-2026-1111'], observedAt: options.receivedAt }])
  expect(rejected.map(({ line, column, found }) => [line, column, found])).toEqual([
    [3, 55, '"mising"'],
    [4, 3, '"ws-3"'],
  ])
})

test('bad rows are listed with line and column and left out', () => {
  const text = 'hostname,update_id,state\nws-1,KB1,missing\n"a b",KB1,boss\nws-3,KB1\nws-4,,patched\n'
  const { rows, rejected } = accepted(text)
  expect(rows).toHaveLength(1)
  expect(rejected.map(({ line, column }) => [line, column])).toEqual([
    [3, 1],
    [3, 3],
    [4, 2],
    [5, 2],
  ])
})

test('a report without time or state is read, and says what that means', () => {
  const { rows, meta } = accepted('hostname,update_id\nws-1,KB1\n')
  expect(rows).toMatchObject([{ state: 'unknown', observedAt: options.receivedAt }])
  expect(meta.timeAssumed).toBe(true)
  expect(meta.warnings).toHaveLength(2)
})

test('files that are broken as a whole are refused with every fault', () => {
  expect(faultsOf('')).toEqual(['1:1 a header row; nothing'])
  expect(faultsOf('name,id\nws-1,KB1\n')).toEqual([
    '1:1 a column hostname; "name, id"',
    '1:1 a column update_id; "name, id"',
  ])
  expect(faultsOf('hostname,state,state\nws-1,"missing\n')).toEqual([
    '1:1 a column update_id; "hostname, state, state"',
    '1:3 each column once; "state" again',
    '2:2 a closing quote; the end of the file',
  ])
  expect(faultsOf('hostname,update_id,state\nws-1,KB1,missing\nws-2,KB')).toEqual([
    '3:2 a whole last row (3 cells); 2',
  ])
  expect(faultsOf('hostname,update_id,state\nws-1,KB1,mis')[0]).toMatch(/^2:3 a whole last row/)
  expect(faultsOf('[{"hostname":"ws-1"')).toEqual(['1:20 JSON; the end of the file'])
  expect(faultsOf('{"hostname":"ws-1"}')).toEqual(['1:1 an array of objects; an object'])
})

test('a file that is not in its encoding is refused at the byte', () => {
  expect(faultsOf(Buffer.from('hostname,update_id\nws-\u00e9,KB1\n', 'latin1'))).toEqual([
    '2:4 text in UTF-8; byte 0xe9',
  ])
  expect(
    accepted(Buffer.from('hostname,update_id\nws-\u00e9,KB1\n', 'latin1'), { encoding: 'windows-1252' }).rows,
  ).toMatchObject([{ hostname: 'ws-\u00e9' }])
  expect(faultsOf(Buffer.from('hostname,update_id\n', 'utf16le'))[0]).toContain('NUL')
  expect(faultsOf(Buffer.from([0xff, 0xfe, 0x68, 0x00, 0x00, 0xd8]))[0]).toContain('UTF-16LE')
  expect(faultsOf('a', { encoding: 'klingon' })).toEqual(['1:1 an encoding that is known; klingon'])
})

test("a scanner's own export is refused by the names that it lacks, not misread", () => {
  expect(faultsOf(sample('openvas_windows_kb.csv'))).toEqual([expect.stringContaining('a column update_id')])
})

test('10,000 rows are read in a second or two', () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, n) => `ws-${n},KB1,missing,CVE-2026-1111,2026-11-20T02:00:00Z`,
  )
  const from = performance.now()
  const { rows } = accepted(['hostname,update_id,state,cves,observed_at', ...lines, ''].join('\r\n'))
  expect(rows).toHaveLength(10_000)
  expect(performance.now() - from).toBeLessThan(5000)
})

const cell = fc.oneof(fc.string(), fc.constantFrom('ws-1', 'KB1', 'missing', '"', '\r', '', '2026-11-20'))
const csvLike = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'))
const headed = csvLike.map((text) => `hostname,update_id,state\n${text}`)
const jsonLike = fc.array(
  fc.record({ hostname: fc.anything(), update_id: fc.anything(), action: fc.anything() }),
)

test('arbitrary bytes are read or refused, never thrown at, and a refusal names a place', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.constantFrom('', '\ufeff'), headed)
      .map(([mark, text]) => Buffer.from(mark + text, 'utf16le')),
    fc.oneof(csvLike, headed).map((text) => Buffer.from(text)),
    jsonLike.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    fc.json().map((text) => Buffer.from(`[${text}]`)),
  )
  fc.assert(
    fc.property(bytes, (file) => {
      const report = parseReport(file, options)
      const faults = report.ok ? report.rejected : report.faults
      if (!report.ok) expect(faults.length).toBeGreaterThan(0)
      for (const { line, column } of faults) expect(Math.min(line, column)).toBeGreaterThan(0)
    }),
    { numRuns: 3000 },
  )
})

test('half a file gives whole rows of the file or nothing', () => {
  const lines = [
    'hostname,update_id,state',
    'ws-1,KB11,missing',
    '"ws-2","KB2",patched',
    'ws-3,KB33,unknown',
    '',
  ]
  const whole = lines.join('\r\n')
  const { rows } = accepted(whole)
  for (let length = 0; length < whole.length; length += 1) {
    const report = read(whole.slice(0, length))
    if (report.ok) expect(rows.slice(0, report.rows.length)).toEqual(report.rows)
  }
})

test('deeply nested JSON is refused and does not end the process', () => {
  const deep = `[${'['.repeat(20_000)}${']'.repeat(20_000)}]`
  expect(accepted(deep).rejected).toHaveLength(1)
})
