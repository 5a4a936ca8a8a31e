import { once } from 'node:events'
import { startCli } from '../../cli/test-cli.ts'

/** A process of the product, as it would run anywhere. */
export interface Part {
  /** What it has printed so far, both streams. */
  said(): string
  /** Ends it as an init system would; resolves with its exit code. */
  stop(): Promise<number | null>
  /** Its exit code once it has ended by itself. */
  ended: Promise<number | null>
}

/** Starts `straggler worker` or `straggler api` as a process of its own. */
export function startPart(name: 'worker' | 'api', config: string, cwd: string): Part {
  const child = startCli([name, '--config', config], {}, cwd)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk
    })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { said: () => output, ended, stop }

  function stop(): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 25_000)
    return ended.finally(() => clearTimeout(force))
  }
}
