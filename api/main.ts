import { pino } from 'pino'
import { codeVersion } from '../config/code-version.ts'
import type { Config } from '../config/schema.ts'
import { openStore } from '../store/database.ts'
import { dropOldKeys } from '../store/idempotency.ts'
import { prepareLists } from '../store/prepare-lists.ts'
import { createTrail } from '../trail/append.ts'
import { prepareTrail } from '../trail/documents.ts'
import { caseInput } from './case-input.ts'
import { issueFirstTokens } from './issue-first-tokens.ts'
import { type ApiServer, listen } from './server.ts'
import { createTemporalEngine } from './temporal-engine.ts'

const hour = 60 * 60_000

/** Opens store and engine, issues the first tokens of a new installation, and serves the API. */
export async function runApi(config: Config): Promise<ApiServer> {
  const log = pino({ name: 'api' }, pino.destination(2))
  const store = await openStore(config.mongodb.uri, config.mongodb.database)
  const { db } = store
  const engine = createTemporalEngine({
    ...config.temporal,
    caseInput: (opening) => caseInput(db, config, opening),
  })
  const closeAll = () => Promise.allSettled([engine.close(), store.close()])
  try {
    await Promise.all([prepareTrail(db), prepareLists(db)])
    for (const file of await issueFirstTokens(db, config.dataDirectory)) log.info({ file }, 'token issued')
    const trail = createTrail(db, { log: 'straggler', gitSha: codeVersion() })
    const server = await listen({ config, db, engine, trail, log })
    const housekeeping = setInterval(() => void dropOldKeys(db, Date.now()).catch(() => {}), hour).unref()
    return {
      url: server.url,
      async close() {
        clearInterval(housekeeping)
        await server.close()
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
