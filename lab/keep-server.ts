import { isAlive } from '../setup/servers/is-alive.ts'

interface Server {
  /** None: somebody else runs it. */
  readonly pid: number | undefined
  readonly stop: () => Promise<void>
}

interface Options {
  /** From then on an end is no surprise. */
  signal: AbortSignal
  say(line: string): void
}

const every = 1_000

/** Starts a server, and again on the same data whenever its process has died. */
export async function keepServer<S extends Server>(
  name: string,
  begin: () => Promise<S>,
  { signal, say }: Options,
): Promise<{ first: S; stop(): Promise<void> }> {
  const first = await begin()
  let server = first
  let starting: Promise<void> = Promise.resolve()
  let isStarting = false
  const look = setInterval(() => {
    if (isStarting || signal.aborted || server.pid === undefined || isAlive(server.pid)) return
    say(`  ${name} has died and is started again`)
    isStarting = true
    starting = again().finally(() => {
      isStarting = false
    })
  }, every)
  return { first, stop }

  async function again(): Promise<void> {
    try {
      server = await begin()
    } catch (error) {
      say(`  ${name} does not start, and is tried again: ${(error as Error).message}`)
    }
  }

  async function stop(): Promise<void> {
    clearInterval(look)
    await starting
    await server.stop()
  }
}
