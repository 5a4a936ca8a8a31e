import { pino } from 'pino'
import { inject } from 'vitest'
import { type Config, configSchema } from '../config/schema.ts'
import { openStore } from '../store/database.ts'
import { prepareLists } from '../store/prepare-lists.ts'
import { newTokenText, saveToken, type TokenRole, tokenRoles } from '../store/tokens.ts'
import { createTrail } from '../trail/append.ts'
import { prepareTrail } from '../trail/documents.ts'
import { recordingEngine } from './recording-engine.ts'
import { listen } from './server.ts'

/** What one request brings along. */
interface Given {
  json?: unknown
  bytes?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

function testConfig(): Config {
  const helpDesk = { kind: 'mail' as const, to: 'help@example.com', section: 'patch' }
  const checked = configSchema.parse({ temporal: { address: '-' }, mongodb: { uri: '-' }, helpDesk })
  // Any free port: the schema does not let a person ask for that.
  return { ...checked, api: { ...checked.api, port: 0 } }
}

/** Sends one request; the answer with its body, parsed where it is JSON. */
async function send(url: string, token: string, method: string, given: Given) {
  const body = given.bytes ?? (given.json === undefined ? undefined : JSON.stringify(given.json))
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...given.headers }
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  const isJson = response.headers.get('Content-Type')?.includes('json;') ?? false
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the body.
  const answer: any = isJson ? JSON.parse(text) : text
  return { status: response.status, headers: response.headers, body: answer }
}

/** A real API over HTTP and MongoDB, with a token for each role. */
export async function testApi() {
  const store = await openStore(inject('mongoUri'), `api-${crypto.randomUUID()}`)
  const { db } = store
  await Promise.all([prepareTrail(db), prepareLists(db)])
  const engine = recordingEngine()
  const trail = createTrail(db, { log: 'test', gitSha: 'test' })
  const log = pino({ level: 'silent' })
  const { url, close } = await listen({ config: testConfig(), db, engine, trail, log })

  async function tokenFor(
    role: TokenRole,
    owner: string,
    expiresAt = Date.now() + 3_600_000,
  ): Promise<string> {
    const text = newTokenText()
    await saveToken(db, text, { owner, role, createdBy: 'test', expiresAt })
    return text
  }
  const made = tokenRoles.map(async (role) => [role, await tokenFor(role, `${role}-1`)] as const)
  const tokens = Object.fromEntries(await Promise.all(made)) as Record<TokenRole, string>

  const call = (as: TokenRole | { token: string }, method: string, path: string, given: Given = {}) =>
    send(`${url}/api/v1${path}`, typeof as === 'string' ? tokens[as] : as.token, method, given)

  const closeAll = async () => {
    await close()
    await db.dropDatabase()
    await store.close()
  }
  return { url, db, engine, trail, tokens, tokenFor, call, close: closeAll }
}

export type TestApi = Awaited<ReturnType<typeof testApi>>
