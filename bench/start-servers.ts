import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../setup/servers/free-port.ts'
import { startMongo } from '../setup/servers/start-mongo.ts'
import { startTemporal } from '../setup/servers/start-temporal.ts'
import type { Place } from './measured.ts'

/** Starts one Temporal and one MongoDB for the whole bench, on data of their own. */
export async function startServers(say: Place['say'], running: AsyncDisposableStack): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'straggler-bench-'))
  running.defer(() => rm(directory, { recursive: true, force: true }))
  const temporal = await startTemporal({ dataDirectory: directory, port: await freePort() })
  running.defer(() => temporal.stop())
  const mongo = await startMongo({ dataDirectory: directory, port: await freePort() })
  running.defer(() => mongo.stop())
  return { temporal, mongo, directory, say }
}
