import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { CaseTimes } from '../../domain/case.ts'
import { cases } from '../../store/cases.ts'
import { openStore, type Store } from '../../store/database.ts'
import { saveFindings } from '../../store/findings.ts'
import { hosts } from '../../store/hosts.ts'
import { importHosts } from '../../store/import-hosts.ts'
import type { CaseInput } from '../../workflows/host-case/contract.ts'
import { openUnreported } from './open-unreported.ts'

const day = 24 * 3_600_000
const now = Date.parse('2026-11-24T12:00:00Z')

let store: Store
const started: CaseInput[] = []
const client = {
  start: async (input: CaseInput) => void started.push(input),
  open: async () => {},
  tell: async () => {},
}

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), 'open_unreported')
  await store.db.dropDatabase()
  const machine = (hostname: string) => ({
    ...{ hostname, macs: [], ips: [], tags: [] },
    ...{ role: 'personal', attachment: 'wired', exposure: 'internal' },
  })
  await importHosts(store.db, ['heard', 'silent', 'retired', 'open'].map(machine) as never)
  await hosts(store.db).updateMany({}, { $set: { addedAt: now - 90 * day } })
  await importHosts(store.db, [machine('new')] as never)
})
afterAll(() => store.close())

const refOf = async (hostname: string) => (await hosts(store.db).findOne({ hostname }))?._id ?? ''
const run = async () => {
  started.length = 0
  const terms = { machineVersion: 1, policyHash: 'h', times: {} as CaseTimes }
  const parts = { db: store.db, client, terms, silentFor: 30 * day, now: () => now }
  await openUnreported(parts)
  return started.map(({ hostRef, kind }) => `${kind} ${hostRef}`)
}
const closedAs = async (hostname: string, outcome: string | null, closedAt: number | null) =>
  cases(store.db).insertOne({ _id: hostname, hostRef: await refOf(hostname), outcome, closedAt } as never)

test('while no report has come in, silence says nothing about anybody (R6)', async () => {
  expect(await run()).toEqual([])
})

test('a case opens for the silent host, and only for it', async () => {
  const observedAt = new Date(now - day).toISOString()
  const finding = { hostname: 'heard', updateId: 'KB1', state: 'patched' as const, cves: [], observedAt }
  await saveFindings(store.db, 'wsus', 'r1', [{ hostRef: await refOf('heard'), finding }])
  await closedAs('retired', 'retired', now - 60 * day)
  await closedAs('open', null, null)
  expect(await run()).toEqual([`unreported ${await refOf('silent')}`])
})
