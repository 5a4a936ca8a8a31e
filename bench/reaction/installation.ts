import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import type { Db } from 'mongodb'
import { parse, stringify } from 'yaml'
import { type CaseClient, createCaseClient } from '../../activities/case-client.ts'
import { loadConfig } from '../../config/load.ts'
import { loadPolicy } from '../../config/load-policy.ts'
import type { Finding } from '../../domain/finding.ts'
import { caseTimes } from '../../domain/policy/case-times.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { partLog, runPart, stopPart } from '../../lab/run-part.ts'
import { newNamespace } from '../../setup/servers/new-namespace.ts'
import { type CaseDocument, cases } from '../../store/cases.ts'
import { openStore } from '../../store/database.ts'
import { saveFindings } from '../../store/findings.ts'
import { hosts, type InventoryHost } from '../../store/hosts.ts'
import { importHosts } from '../../store/import-hosts.ts'
import { sightings } from '../../store/sightings.ts'
import { machineVersion } from '../../workflows/host-case/machine.ts'
import type { Place } from '../measured.ts'

/** What is special about an installation: its gear in straggler.yaml, and its policy beside the lab's. */
export interface InstallationOptions {
  name: string
  gear: object
  policy: Pick<Policy, 'name'> & object
}

/** Straggler as it runs anywhere: a worker of its own process, a configuration, a store, a namespace. */
export interface Installation {
  db: Db
  cases: CaseClient
  /** Imports these hosts; gives their hostRefs by hostname. */
  take(inventory: InventoryHost[]): Promise<Map<string, string>>
  /** The update is reported as missing on these hosts, each of which gets a case. */
  report(hostRefs: string[], updateId: string): Promise<void>
  /** Waits until the open cases of these hosts look so. */
  until(hostRefs: string[], looks: (one: CaseDocument) => boolean, seconds: number): Promise<void>
  /** Waits until these hosts have no open case. */
  untilClosed(hostRefs: string[], seconds: number): Promise<void>
  /** As if nobody had ever been seen. */
  forgetSightings(): Promise<void>
}

const nobody = { personal: {}, shared: {}, server: {}, infrastructure: {} }

/** Which penalties apply: none, but for what is told of a personal, wired host. */
export const appliesTo = (personal: object = {}) => ({
  wired: { ...nobody, personal },
  wireless: nobody,
  vpn: nobody,
  unknown: nobody,
})

const labPolicy = new URL('../../lab/policy.yaml', import.meta.url)

/** Starts the worker and opens what the bench looks at it through; `running` ends all of it. */
export async function startInstallation(
  place: Place,
  options: InstallationOptions,
  running: AsyncDisposableStack,
): Promise<Installation> {
  const directory = join(place.directory, options.name)
  const { file, temporal, mongodb } = await configure(place, directory, options)
  const store = await openStore(mongodb.uri, mongodb.database)
  running.defer(store.close)
  const connection = await Connection.connect({ address: temporal.address })
  running.defer(() => connection.close())
  running.adopt(runPart('worker', file, directory), stopPart)
  const { policy, hash } = loadPolicy(loadConfig(file))
  const terms = { machineVersion, policyHash: hash, times: caseTimes(policy) }
  const client = createCaseClient(new Client({ connection, namespace: temporal.namespace }))
  const { db } = store
  return {
    db,
    cases: client,
    take: (inventory) => take(db, inventory),
    async report(hostRefs, updateId) {
      await saveMissing(db, hostRefs, updateId)
      for (const hostRef of hostRefs) {
        const own = { hostRef, caseId: crypto.randomUUID(), unpatchedSince: Date.now() }
        const input = { ...terms, ...own, kind: 'unpatched' as const }
        await client.open(input, { type: 'reported', reportId: updateId })
      }
    },
    async until(hostRefs, looks, seconds) {
      const open = await openUntil(db, hostRefs, looks, seconds)
      if (open) throw new Error(tooLate(options.name, open, partLog(directory, 'worker')))
    },
    untilClosed: (hostRefs, seconds) => allClosed(db, hostRefs, seconds),
    async forgetSightings() {
      await sightings(db).deleteMany({})
    },
  }
}

async function configure(place: Place, directory: string, { name, gear, policy }: InstallationOptions) {
  mkdirSync(join(directory, 'logs'), { recursive: true })
  const { address } = place.temporal
  const temporal = { address, namespace: await newNamespace(address, name) }
  const mongodb = { uri: place.mongo.uri, database: `bench-${name}` }
  const policyFile = join(directory, 'policy.yaml')
  const whole = { ...parse(readFileSync(labPolicy, 'utf8')), ...policy }
  writeFileSync(policyFile, stringify(whole, { aliasDuplicateObjects: false }))
  const file = join(directory, 'straggler.yaml')
  writeFileSync(file, stringify({ temporal, mongodb, dataDirectory: directory, policyFile, ...gear }))
  return { file, temporal, mongodb }
}

async function take(db: Db, inventory: InventoryHost[]): Promise<Map<string, string>> {
  await importHosts(db, inventory)
  const all = await hosts(db).find().toArray()
  return new Map(all.map(({ _id, hostname }) => [hostname, _id]))
}

function saveMissing(db: Db, hostRefs: string[], updateId: string): Promise<void> {
  const observedAt = new Date().toISOString()
  const finding: Finding = { hostname: '', updateId, state: 'missing', cves: [], observedAt }
  const resolved = hostRefs.map((hostRef) => ({ hostRef, finding }))
  return saveFindings(db, 'bench', updateId, resolved)
}

/** Null once the open case of each host looks so; those that are open when the time is over. */
async function openUntil(db: Db, hostRefs: string[], looks: (one: CaseDocument) => boolean, seconds: number) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const open = await cases(db)
      .find({ hostRef: { $in: hostRefs }, closedAt: null })
      .toArray()
    if (open.filter(looks).length === hostRefs.length) return null
    if (Date.now() > end) return open
    await sleep(200)
  }
}

async function allClosed(db: Db, hostRefs: string[], seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000
  const open = { hostRef: { $in: hostRefs }, closedAt: null }
  while ((await cases(db).countDocuments(open)) > 0) {
    if (Date.now() > end) throw new Error('not every case has closed in time')
    await sleep(200)
  }
}

function tooLate(name: string, open: CaseDocument[], log: string): string {
  const states = open.map(({ state, next }) => `${state} (next: ${next.what})`)
  const tail = readFileSync(log, 'utf8').split('\n').slice(-6).join('\n')
  return `${name}: the cases are not ready in time: ${open.length} open, ${[...new Set(states)].join(', ')}\n${tail}`
}
