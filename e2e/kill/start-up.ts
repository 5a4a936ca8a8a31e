import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readServerRecord } from '../../setup/servers/server-record.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `straggler up`, as one starts it. */
export interface Up {
  pid: number
  /** What a person has read so far. */
  said(): string
  /** Milliseconds from the start of the process until it said that it is ready. */
  ready(): Promise<number>
  /** Asks it to end, as Ctrl-C does. */
  stop(): Promise<void>
}

/** Starts it on this data and these ports. */
export function startUp(data: string, { basePort, apiPort }: { basePort: number; apiPort: number }): Up {
  const options = ['--data', data, '--port', `${apiPort}`, '--ports', `${basePort}`]
  const started = Date.now()
  const child = spawn(process.execPath, [join(root, 'cli', 'main.ts'), 'up', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  promise.catch(() => {})
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes('ready after')) resolve(Date.now() - started)
    })
  void ended.then(([code, signal]) => reject(new Error(`up ended with ${code ?? signal}:\n${text}`)))
  return {
    pid: child.pid as number,
    said: () => text,
    ready: () => promise,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The process ids of both servers that `up` has left on this data, as far as they run. */
export async function serversOn(data: string): Promise<number[]> {
  const records = ['temporal', 'mongodb'].map((name) => readServerRecord(join(data, `${name}.json`)))
  return (await Promise.all(records)).flatMap((record) => (record ? [record.pid] : []))
}
