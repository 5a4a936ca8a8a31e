import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, type PartName, runPart, stopPart } from '../../lab/run-part.ts'
import { isAlive } from '../../setup/servers/is-alive.ts'

/** A process that is killed in the middle of its work. */
export interface Victim {
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

interface Server {
  readonly pid: number | undefined
  readonly stop: () => Promise<void>
}

/** Temporal or MongoDB, on the same data and the same port each time. */
export async function serverVictim<S extends Server>(
  begin: () => Promise<S>,
): Promise<Victim & { first: S }> {
  const first = await begin()
  let server: S = first
  return {
    first,
    async kill() {
      const pid = server.pid as number
      process.kill(pid, 'SIGKILL')
      while (isAlive(pid)) await sleep(10)
    },
    async start() {
      server = await begin()
    },
    stop: () => server.stop(),
  }
}

/** The worker or the API. As under an init system, one that ends by itself is started again. */
export function partVictim(
  name: PartName,
  config: string,
  dataDirectory: string,
  onOwnEnd: (code: number | null) => void,
): Victim {
  let child: ChildProcess | null = null
  let wanted = false
  const begin = () => {
    const started = runPart(name, config, dataDirectory)
    child = started
    started.once('exit', async (code) => {
      if (!wanted || child !== started) return
      onOwnEnd(code)
      await sleep(1_000)
      if (wanted && child === started) begin()
    })
  }
  return {
    async kill() {
      wanted = false
      if (!child || !isRunning(child)) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async start() {
      wanted = true
      begin()
    },
    async stop() {
      wanted = false
      if (child) await stopPart(child)
    },
  }
}
