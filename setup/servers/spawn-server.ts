import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Launch } from './launch.ts'
import { type ServerRecord, writeServerRecord } from './server-record.ts'
import { waitUntilReady } from './wait-until-ready.ts'

// A loaded machine with two cores needs seconds; a server silent for a minute will not come.
const READY_WITHIN_MS = 60_000

/** Starts the process, records it, and waits for its first answer; fails with the end of its log. */
export async function spawnServer(launch: Launch, recordFile: string): Promise<ServerRecord> {
  const { name, dataDirectory, port, mark } = launch
  await mkdir(join(dataDirectory, 'logs'), { recursive: true })
  const logFile = join(dataDirectory, 'logs', `${name}.log`)
  const child = await spawnDetached(launch, logFile)
  const ended = new AbortController()
  child.once('exit', (code, signal) => ended.abort(new Error(`it ended with ${code ?? signal}`)))
  try {
    const record = { pid: child.pid as number, port, mark }
    await writeServerRecord(recordFile, record)
    await waitUntilReady(() => launch.ping(port), READY_WITHIN_MS, ended.signal)
    return record
  } catch (fault) {
    child.kill('SIGKILL')
    const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
    throw new Error(`${name} did not start: ${reason(fault)}. The end of ${logFile}:\n${tail}`, {
      cause: fault,
    })
  }
}

async function spawnDetached({ command, args }: Launch, logFile: string): Promise<ChildProcess> {
  const log = await open(logFile, 'a')
  try {
    // A group of its own, so that Ctrl-C in the terminal reaches us first and we stop it after the worker.
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log.fd, log.fd] })
    child.unref()
    await once(child, 'spawn')
    return child
  } finally {
    await log.close()
  }
}

function reason(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
