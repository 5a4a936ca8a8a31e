import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** Servers live in sbin, which an ordinary user's PATH leaves out on Debian. */
export const systemPath = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
})

/** Whether a command of the system can be run from here. */
export function onPath(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { env: systemPath(), stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Starts a server in the foreground and waits until it is ready; its last words are in the error. */
export async function startProcess(
  argv: string[],
  ready: () => Promise<boolean>,
): Promise<{ stop(): Promise<void> }> {
  // A test process that is killed must not leave its server behind.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], {
    env: systemPath(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-2000)
    })
  }
  const deadline = Date.now() + 30_000
  while (child.exitCode === null && Date.now() < deadline) {
    if (await ready()) return { stop: () => stop(child) }
    await sleep(50)
  }
  await stop(child)
  throw new Error(`${argv[0]} did not start (exit code ${child.exitCode}): ${said}`)
}

/** What a lab server leaves behind is deleted anyway, so nothing is gained by asking it politely. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
