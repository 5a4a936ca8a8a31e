import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A process of the product that is not a server of somebody else. */
export type PartName = 'api' | 'worker'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where a part's talk goes. */
export const partLog = (dataDirectory: string, name: PartName): string =>
  join(dataDirectory, 'logs', `${name}.log`)

/** One process of the product, as it would run anywhere else. */
export function runPart(name: PartName, config: string, dataDirectory: string): ChildProcess {
  const log = createWriteStream(partLog(dataDirectory, name), { flags: 'a' })
  const child = spawn(process.execPath, [join(root, 'cli', 'main.ts'), name, '--config', config], {
    cwd: root,
    // By the channel it knows when we are gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  child.once('close', () => log.end())
  return child
}

/** Whether it still runs. */
export const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null

/** A worker needs its servers to end in peace, so it is waited for; one that does not end is killed. */
export async function stopPart(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(force)
}
