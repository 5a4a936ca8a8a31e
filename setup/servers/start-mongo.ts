import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findMongo } from './find-mongo.ts'
import type { StartableServer } from './found-server.ts'
import { pingMongo } from './ping-mongo.ts'
import { refuseForeignData } from './refuse-foreign-data.ts'
import { startServer } from './start-server.ts'
import type { StartOptions } from './start-temporal.ts'

/** A MongoDB server that answers; one that somebody else runs has no pid and is not stopped. */
export interface Mongo {
  readonly uri: string
  readonly pid: number | undefined
  readonly reused: boolean
  readonly stop: () => Promise<void>
}

/** Starts MongoDB on the data directory, takes over a running one, or uses the one that is given. */
export async function startMongo(options: StartOptions): Promise<Mongo> {
  const found = options.found ?? (await findMongo())
  if (found.way === 'given') return useGiven(found.address)
  const dataDirectory = resolve(options.dataDirectory)
  const data = found.kind === 'embedded' ? 'mongo-embedded.mv' : 'mongo-mongod'
  await mkdir(dataDirectory, { recursive: true })
  await refuseForeignData(dataDirectory, data, /^mongo-(embedded\.mv|mongod)$/)
  const mark = join(dataDirectory, data)
  if (found.kind === 'mongod') await mkdir(mark, { recursive: true })
  const server = await startServer({
    name: 'mongodb',
    dataDirectory,
    port: options.port,
    command: found.command,
    args: [...found.args, ...serverArgs(found, mark, options.port)],
    mark,
    ping: (port) => pingMongo(uriOf(port)),
  })
  return { ...server, uri: uriOf(server.port) }
}

async function useGiven(uri: string): Promise<Mongo> {
  await pingMongo(uri)
  return { uri, pid: undefined, reused: true, stop: async () => {} }
}

/** With `journal`, mongod answers a write when it is on disk; by default it may lose 100 ms to a kill -9. */
function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/?journal=true`
}

function serverArgs({ kind }: StartableServer, data: string, port: number): string[] {
  if (kind === 'embedded') return [data, `${port}`]
  return ['--dbpath', data, '--port', `${port}`, '--bind_ip', '127.0.0.1', '--quiet']
}
