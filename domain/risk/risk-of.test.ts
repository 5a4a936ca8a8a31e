import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { HostFinding } from '../intake/host-finding.ts'
import type { Band } from '../policy/schema.ts'
import { bod2604 } from './bod-26-04.ts'
import { riskOf } from './risk-of.ts'

const day = 86_400_000
const bands = { P1: 3 * day, P2: 14 * day, P3: 60 * day, P4: 180 * day }
const policy = { bands, severities: { critical: 'P2', important: 'P3' } as Record<string, Band> }
const since = '2026-11-01T00:00:00.000Z'

const finding = (more: Partial<HostFinding> = {}): HostFinding => ({
  hostRef: 'h',
  source: 'wsus',
  updateId: 'KB1',
  state: 'missing',
  observedAt: '2026-11-20T00:00:00.000Z',
  unpatchedSince: since,
  cves: [],
  ...more,
})

const published: Record<string, string> = {
  '3 days & forensic investigation': 'P1+F',
  '3 days': 'P1',
  '14 days': 'P2',
  '60 days': 'P3',
  'fix on system upgrade': 'P4',
}

test('every row of the published table of BOD 26-04', () => {
  const csv = readFileSync(new URL('./samples/cisa_bod_26_04_1_0_0.csv', import.meta.url))
  const rows = parse(csv, { from_line: 2 }) as string[][]
  expect(rows).toHaveLength(16)
  for (const [, kev, exposed, automatable, impact, decision = ''] of rows) {
    const inputs = { kev: kev === 'yes', exposed: exposed === 'yes', automatable: automatable === 'yes' }
    const { band, triage } = bod2604({ ...inputs, totalImpact: impact === 'total' })
    expect(band + (triage ? '+F' : '')).toBe(published[decision])
  }
})

test('without CVE the severity of the vendor decides, in any case, and an unknown one is the last band', () => {
  const bandOf = (severity?: string) =>
    riskOf([finding(severity === undefined ? {} : { severity })], 'internal', policy)?.band
  expect(['Critical', 'IMPORTANT', 'Moderate', undefined].map(bandOf)).toEqual(['P2', 'P3', 'P4', 'P4'])
})

test('an exploited vulnerability on an exposed host has three days from its entry in the catalogue', () => {
  const known = new Map([['CVE-2025-59287', { kevAdded: '2025-10-24' }]])
  const risk = riskOf([finding({ cves: ['CVE-2025-59287'] })], 'internet', policy, known)
  expect(risk).toEqual({
    band: 'P1',
    triage: true,
    deadline: Date.parse('2025-10-24') + 3 * day,
    because: 'KB1: CVE-2025-59287 is exploited (KEV), exposed host',
  })
})

test('a CVE that the catalogue does not list is urgent on an exposed host only', () => {
  const cve = [finding({ cves: ['CVE-2020-0001'], severity: 'Critical' })]
  expect(riskOf(cve, 'internal', policy, new Map())?.band).toBe('P4')
  expect(riskOf(cve, 'internet', policy, new Map())?.band).toBe('P2')
  expect(riskOf(cve, 'internal', policy)?.band).toBe('P2')
})

test('the strictest band and the earliest deadline win, and they may come from two updates', () => {
  const old = finding({ updateId: 'KB0', severity: 'Important', unpatchedSince: '2026-01-01T00:00:00.000Z' })
  const risk = riskOf([old, finding({ severity: 'Critical' })], 'internal', policy)
  expect(risk).toMatchObject({ band: 'P2', deadline: Date.parse('2026-01-01') + 60 * day })
  expect(riskOf([], 'internal', policy)).toBeUndefined()
})
