import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** How a command ended. `killed`: its time was over. */
export type Ran =
  | { ended: 'exited'; code: number; stdout: string; stderr: string }
  | { ended: 'killed'; stderr: string }
  | { ended: 'notStarted'; why: string }

export interface RunOptions {
  /** Milliseconds. */
  timeout: number
  env: NodeJS.ProcessEnv
  signal?: AbortSignal | undefined
}

/** Of each stream; what is above is read and dropped, so that the command never blocks on a full pipe. */
const outputCap = 64 * 1024
const grace = 2000

/**
 * Runs an argument list without a shell, in a process group of its own, so that what it started can be stopped
 * with it. Throws `signal.reason` when it is told to stop.
 */
export async function runCommand(argv: string[], options: RunOptions): Promise<Ran> {
  options.signal?.throwIfAborted()
  const [file = '', ...args] = argv
  const child = spawn(file, args, {
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  let outOfTime = false
  const stop = () => void killGroup(child)
  const timer = setTimeout(() => {
    outOfTime = true
    stop()
  }, options.timeout)
  options.signal?.addEventListener('abort', stop)
  try {
    const ended = await end(child)
    options.signal?.throwIfAborted()
    if (ended instanceof Error) return { ended: 'notStarted', why: ended.message }
    if (outOfTime || ended === null) return { ended: 'killed', stderr: stderr() }
    return { ended: 'exited', code: ended, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', stop)
  }
}

/** The exit code, null after a signal, or the error that kept it from starting. */
function end(child: ChildProcess): Promise<number | null | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('close', (code) => resolve(code))
    // A daemon it left behind may hold the pipes open for ever; the answer is complete all the same.
    child.once('exit', () => setTimeout(() => closePipes(child), grace).unref())
  })
}

function closePipes(child: ChildProcess): void {
  child.stdout?.destroy()
  child.stderr?.destroy()
}

function killGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM')
  setTimeout(() => signalGroup(child, 'SIGKILL'), grace).unref()
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    // ESRCH: the whole group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    if (size < outputCap) chunks.push(chunk.subarray(0, outputCap - size))
    size += chunk.length
  })
  return () => Buffer.concat(chunks).toString('utf8')
}
