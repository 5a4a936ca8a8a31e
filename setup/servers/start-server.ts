import { join } from 'node:path'
import type { Launch } from './launch.ts'
import { refuseBusyPort } from './refuse-busy-port.ts'
import { readServerRecord, removeServerRecord, type ServerRecord } from './server-record.ts'
import { spawnServer } from './spawn-server.ts'
import { stopProcess } from './stop-process.ts'
import { waitUntilReady } from './wait-until-ready.ts'
import { withLock } from './with-lock.ts'

const REUSED_WITHIN_MS = 10_000

/** A server that answers. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  /** Whether it was still running from an earlier start. */
  readonly reused: boolean
  readonly stop: () => Promise<void>
}

/** Starts a server, or takes over the one that an earlier start left running on the same data. */
export async function startServer(launch: Launch): Promise<RunningServer> {
  const base = join(launch.dataDirectory, launch.name)
  return withLock(`${base}.lock`, async () => {
    const earlier = await readServerRecord(`${base}.json`)
    if (earlier && (await answers(launch, earlier))) return running(earlier, `${base}.json`, true)
    if (earlier) await stopProcess(earlier.pid)
    await refuseBusyPort(launch.name, launch.port)
    const record = await spawnServer(launch, `${base}.json`)
    return running(record, `${base}.json`, false)
  })
}

function running(record: ServerRecord, file: string, reused: boolean): RunningServer {
  const stop = async () => {
    // The process may have died and its id gone to another, or another start may have replaced it.
    if ((await readServerRecord(file))?.pid !== record.pid) return
    await stopProcess(record.pid)
    await removeServerRecord(file)
  }
  return { pid: record.pid, port: record.port, reused, stop }
}

async function answers({ ping }: Launch, { port }: ServerRecord): Promise<boolean> {
  return waitUntilReady(() => ping(port), REUSED_WITHIN_MS).then(
    () => true,
    () => false,
  )
}
