import { pino } from 'pino'
import { inject } from 'vitest'
import { configSchema } from '../config/schema.ts'
import { type CaseDocument, cases } from '../store/cases.ts'
import { openStore } from '../store/database.ts'
import { hosts, type InventoryHost } from '../store/hosts.ts'
import { importHosts } from '../store/import-hosts.ts'
import { newTokenText, saveToken, type TokenRole, tokenRoles } from '../store/tokens.ts'
import { createTrail } from '../trail/append.ts'
import { prepareTrail } from '../trail/documents.ts'
import type { CaseCommand, CaseMessage, CommandAnswer } from '../workflows/host-case/contract.ts'
import type { Engine, Opening } from './engine.ts'
import { listen } from './server.ts'

/** An engine that keeps what it was told; what the API does with a real one is tested over Temporal. */
export interface RecordingEngine extends Engine {
  commands: { hostRef: string; command: CaseCommand }[]
  told: { hostRef: string; message: CaseMessage }[]
  opened: Opening[]
  takenIn: string[]
  /** What the next commands are answered. */
  answer: CommandAnswer
  /** Thrown instead of an answer while set. */
  failure: Error | null
}

function recordingEngine(): RecordingEngine {
  const failing = async <T>(done: () => T): Promise<T> => {
    if (engine.failure) throw engine.failure
    return done()
  }
  const engine: RecordingEngine = {
    commands: [],
    told: [],
    opened: [],
    takenIn: [],
    answer: { accepted: true },
    failure: null,
    command: (hostRef, command) =>
      failing(() => {
        engine.commands.push({ hostRef, command })
        return engine.answer
      }),
    tell: (hostRef, message) => failing(() => void engine.told.push({ hostRef, message })),
    open: (opening) =>
      failing(() => {
        if (engine.opened.some(({ hostRef }) => hostRef === opening.hostRef)) return false
        engine.opened.push(opening)
        return true
      }),
    takeIn: (reportId) => failing(() => void engine.takenIn.push(reportId)),
    reconcile: () => failing(() => {}),
    ping: () => failing(() => {}),
    close: async () => {},
  }
  return engine
}

/** A real API over HTTP and MongoDB, with a token for each role. */
export async function testApi(options: { policyFile?: string } = {}) {
  const database = `api-${crypto.randomUUID()}`
  const store = await openStore(inject('mongoUri'), database)
  const { db } = store
  await prepareTrail(db)
  const engine = recordingEngine()
  const checked = configSchema.parse({ temporal: { address: '-' }, mongodb: { uri: '-' }, ...options })
  const config = { ...checked, api: { ...checked.api, port: 0 }, helpDesk: helpDesk() }
  const trail = createTrail(db, { log: 'test', gitSha: 'test' })
  const server = await listen({ config, db, engine, trail, log: pino({ level: 'silent' }) })
  const tokens = Object.fromEntries(
    await Promise.all(tokenRoles.map(async (role) => [role, await tokenFor(role, `${role}-1`)])),
  ) as Record<TokenRole, string>

  async function tokenFor(
    role: TokenRole,
    owner: string,
    expiresAt = Date.now() + 3_600_000,
  ): Promise<string> {
    const text = newTokenText()
    await saveToken(db, text, { owner, role, createdBy: 'test', expiresAt })
    return text
  }

  /** One request as this role; the answer with its parsed body. */
  async function call(as: TokenRole | { token: string }, method: string, path: string, given: Given = {}) {
    const token = typeof as === 'string' ? tokens[as] : as.token
    const body = given.bytes ?? (given.json === undefined ? undefined : JSON.stringify(given.json))
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...given.headers }
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const isJson = response.headers.get('Content-Type')?.includes('json;') ?? false
    // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the body.
    const answer: any = isJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body: answer }
  }

  return {
    url: server.url,
    db,
    engine,
    trail,
    tokens,
    tokenFor,
    call,
    async close() {
      await server.close()
      await db.dropDatabase()
      await store.close()
    },
  }
}

interface Given {
  json?: unknown
  bytes?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

const helpDesk = () => ({ kind: 'mail' as const, to: 'help@example.com', section: 'patch' })

export type TestApi = Awaited<ReturnType<typeof testApi>>

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
