import { type CaseDocument, cases } from '../store/cases.ts'
import { hosts, type InventoryHost } from '../store/hosts.ts'
import { importHosts } from '../store/import-hosts.ts'
import type { TestApi } from './test-api.ts'

/** Puts a host into the inventory; returns its hostRef. */
export async function addHost(
  { db }: TestApi,
  hostname: string,
  more: { fqdn?: string; macs?: string[]; ips?: string[] } = {},
): Promise<string> {
  const host: InventoryHost = {
    hostname,
    macs: [],
    ips: [],
    role: 'personal',
    attachment: 'wired',
    exposure: 'internal',
    tags: [],
    ...more,
  }
  await importHosts(db, [host])
  const query = more.fqdn === undefined ? { hostname } : { hostname, fqdn: more.fqdn }
  return (await hosts(db).findOne(query))?._id ?? ''
}

/** Puts a case into the projection that lists read, as its workflow would. */
export async function addCase(
  { db }: TestApi,
  hostRef: string,
  hostname: string,
  more: Partial<CaseDocument> = {},
): Promise<CaseDocument> {
  const doc: CaseDocument = {
    _id: crypto.randomUUID(),
    hostRef,
    hostname,
    kind: 'unpatched',
    state: 'monitored',
    control: 'running',
    deadline: Date.parse('2026-12-01T00:00:00Z'),
    next: { at: Date.parse('2026-11-30T00:00:00Z'), what: 'ownerNotice', why: 'rung 2 of the ladder' },
    person: null,
    outcome: null,
    held: [],
    attempts: 0,
    cycles: 0,
    band: 'P2',
    rung: null,
    ahead: null,
    machineVersion: 1,
    policyHash: 'a'.repeat(64),
    unpatchedSince: Date.parse('2026-01-03T00:00:00Z'),
    openedAt: Date.parse('2026-11-01T00:00:00Z'),
    closedAt: null,
    step: 1,
    ...more,
  }
  await cases(db).insertOne(doc)
  return doc
}
