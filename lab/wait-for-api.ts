import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiClient, createApiClient } from '../cli/api-client.ts'

/** The API once it answers and has issued the operator's token; throws after a minute. */
export async function waitForApi(
  dataDirectory: string,
  port: number,
  signal: AbortSignal,
): Promise<ApiClient> {
  const url = `http://127.0.0.1:${port}`
  const file = join(dataDirectory, 'tokens', 'operator')
  for (let tries = 0; tries < 300; tries++) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready && existsSync(file)) {
      return createApiClient({ url, token: readFileSync(file, 'utf8').trim(), dataDirectory })
    }
    await sleep(200, undefined, { signal })
  }
  throw new Error(`the API on ${url} does not become ready: see ${join(dataDirectory, 'logs', 'api.log')}`)
}
