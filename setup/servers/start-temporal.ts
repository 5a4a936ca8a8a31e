import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { ensureSearchAttributes, SEARCH_ATTRIBUTES } from './ensure-search-attributes.ts'
import { findTemporal } from './find-temporal.ts'
import type { FoundServer } from './found-server.ts'
import { pingTemporal } from './ping-temporal.ts'
import { refuseForeignData } from './refuse-foreign-data.ts'
import { startServer } from './start-server.ts'

/** Where a development server keeps its data and where it listens. */
export interface StartOptions {
  readonly dataDirectory: string
  readonly port: number
  /** Found already; without it, it is looked for (and built, if need be). */
  readonly found?: FoundServer
}

/** A Temporal server that answers; one that somebody else runs has no pid and is not stopped. */
export interface Temporal {
  readonly address: string
  readonly pid: number | undefined
  readonly reused: boolean
  readonly stop: () => Promise<void>
}

/** Starts Temporal on the data directory, takes over a running one, or uses the one that is given. */
export async function startTemporal(options: StartOptions): Promise<Temporal> {
  const found = options.found ?? (await findTemporal())
  if (found.way === 'given') return useGiven(found.address)
  const dataDirectory = resolve(options.dataDirectory)
  await mkdir(dataDirectory, { recursive: true })
  const file = `temporal-${await serverVersion(found.command)}.db`
  await refuseForeignData(dataDirectory, file, /^temporal-.*\.db$/)
  const mark = join(dataDirectory, file)
  const server = await startServer({
    name: 'temporal',
    dataDirectory,
    port: options.port,
    command: found.command,
    args: devServerArgs(mark, options.port),
    mark,
    ping: (port) => pingTemporal(`127.0.0.1:${port}`),
  })
  return { ...server, address: `127.0.0.1:${server.port}` }
}

async function useGiven(address: string): Promise<Temporal> {
  await pingTemporal(address)
  await ensureSearchAttributes(address)
  return { address, pid: undefined, reused: true, stop: async () => {} }
}

function devServerArgs(file: string, port: number): string[] {
  const attributes = SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`])
  // Headless: start-dev cannot make its UI read-only, and a Terminate there would skip the release.
  const listen = ['--headless', '--ip', '127.0.0.1', '--port', `${port}`, '--log-level', 'warn']
  // WAL with NORMAL survives kill -9 of the process; only a power cut can take the last transactions.
  const storage = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL']
  return ['server', 'start-dev', '--db-filename', file, ...listen, ...storage, ...attributes]
}

/** The database's layout is the server's; a CLI built by `go install` does not know its own version. */
async function serverVersion(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(command, ['--version'])
  const version = /Server ([\d.]+)/.exec(stdout)?.[1]
  if (!version) throw new Error(`${command} --version does not name a server version: ${stdout.trim()}`)
  return version
}
