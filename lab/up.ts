import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { refuseBusyPort } from '../setup/servers/refuse-busy-port.ts'
import { startMongo } from '../setup/servers/start-mongo.ts'
import { startTemporal } from '../setup/servers/start-temporal.ts'
import { writeLabConfig } from './company/lab-config.ts'
import { labPorts } from './company/paths.ts'
import { smallCompany } from './company/small-company.ts'
import { startCompany } from './company/start-company.ts'
import { firstReport } from './first-report.ts'
import { keepRunning } from './keep-running.ts'
import { keepServer } from './keep-server.ts'
import { narrate } from './narrate.ts'
import { waitForApi } from './wait-for-api.ts'

export interface UpOptions {
  dataDirectory: string
  apiPort: number
  /** Where the ports of servers and lab begin. */
  basePort: number
  seed: number
  /** Ends everything that this call started. */
  signal: AbortSignal
  say(line: string): void
}

/** Servers, lab, worker and API in one terminal; what it prints is for a person. */
export async function runUp(options: UpOptions): Promise<void> {
  const running = new AsyncDisposableStack()
  try {
    await start(options, running)
  } finally {
    await running.disposeAsync()
  }
}

async function start(options: UpOptions, running: AsyncDisposableStack): Promise<void> {
  const { apiPort, seed, signal, say } = options
  const ports = labPorts(options.basePort)
  const data = resolve(options.dataDirectory)
  // Names, mail and tokens lie in it.
  mkdirSync(data, { recursive: true, mode: 0o700 })
  mkdirSync(join(data, 'logs'), { recursive: true })
  const company = smallCompany(seed)
  const started = Date.now()
  await refuseBusyPort('the API', apiPort)
  const on = (port: number) => ({ dataDirectory: data, port })
  const [temporal, mongo, { directory, missing }] = await Promise.all([
    stoppable(
      running,
      keepServer('Temporal', () => startTemporal(on(ports.temporal)), { signal, say }),
    ),
    stoppable(
      running,
      keepServer('MongoDB', () => startMongo(on(ports.mongo)), { signal, say }),
    ),
    stoppable(running, startCompany(company, data, ports)),
  ])
  const addresses = { temporal: temporal.first.address, mongo: mongo.first.uri, apiPort, ports, directory }
  const config = writeLabConfig(data, company, addresses)
  if (missing) say(`  no directory in this lab, so no account is disabled: ${missing}`)
  for (const name of ['api', 'worker'] as const) {
    const part = keepRunning(name, { config, dataDirectory: data, signal, say })
    running.defer(() => part.stop())
  }
  const api = await waitForApi(data, apiPort, signal)
  await firstReport(api, company, data)
  say(`  ready after ${Math.round((Date.now() - started) / 1000)} s\n`)
  await narrate(api, company, { say, signal })
}

/** Whatever of it has started is stopped at the end, also when another part has failed to start. */
function stoppable<T extends { stop(): unknown }>(
  running: AsyncDisposableStack,
  starting: Promise<T>,
): Promise<T> {
  running.defer(async () => {
    const started = await starting.catch(() => null)
    await started?.stop()
  })
  return starting
}
