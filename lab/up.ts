import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMongo } from '../setup/servers/start-mongo.ts'
import { startTemporal } from '../setup/servers/start-temporal.ts'
import { writeLabConfig } from './company/lab-config.ts'
import { labPorts } from './company/paths.ts'
import { smallCompany } from './company/small-company.ts'
import { startCompany } from './company/start-company.ts'
import { firstReport } from './first-report.ts'
import { narrate } from './narrate.ts'
import { waitForApi } from './wait-for-api.ts'

export interface UpOptions {
  dataDirectory: string
  apiPort: number
  seed: number
  /** Ends everything that this call started. */
  signal: AbortSignal
  say(line: string): void
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** Servers, lab, worker and API in one terminal; what it prints is for a person. */
export async function runUp({ dataDirectory, apiPort, seed, signal, say }: UpOptions): Promise<void> {
  const data = resolve(dataDirectory)
  mkdirSync(join(data, 'logs'), { recursive: true })
  const company = smallCompany(seed)
  const started = Date.now()
  const [temporal, mongo, running] = await Promise.all([
    startTemporal({ dataDirectory: data, port: labPorts.temporal }),
    startMongo({ dataDirectory: data, port: labPorts.mongo }),
    startCompany(company, data),
  ])
  const config = writeLabConfig(data, company, {
    temporal: temporal.address,
    mongo: mongo.uri,
    apiPort,
    directory: running.directory,
  })
  if (running.missing) say(`  no directory in this lab, so no account is disabled: ${running.missing}`)
  const children = ['api', 'worker'].map((name) => runPart(name, config, data, say))
  try {
    const api = await waitForApi(data, apiPort, signal)
    await firstReport(api, company, data)
    say(`  ready after ${Math.round((Date.now() - started) / 1000)} s\n`)
    await narrate(api, company, { say, signal })
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await running.stop()
    await Promise.allSettled([temporal.stop(), mongo.stop()])
  }
}

/** One process of the product, as it would run anywhere else; its talk goes into a log. */
function runPart(name: string, config: string, data: string, say: UpOptions['say']) {
  const log = createWriteStream(join(data, 'logs', `${name}.log`), { flags: 'a' })
  const child = spawn(process.execPath, [join(root, 'cli', 'main.ts'), name, '--config', config], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  child.once('exit', (code) => {
    if (code !== null && code !== 0)
      say(`  the ${name} has ended with ${code}: see ${join(data, 'logs', `${name}.log`)}`)
  })
  return child
}
