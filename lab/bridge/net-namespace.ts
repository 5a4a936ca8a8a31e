import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs `ip` with arguments as one would type them. */
export async function ip(command: string): Promise<string> {
  const { stdout } = await run('ip', command.split(' '))
  return stdout
}

/** A network namespace of our own (ip-netns(8)); what runs in it dies with this process. */
export interface NetNamespace {
  name: string
  /** `ip` inside the namespace. */
  ip(command: string): Promise<string>
  /** Runs a command to its end and returns what it printed. */
  exec(...argv: string[]): Promise<string>
  /** Writes a file below /proc/sys/net or /sys/class/net, which are the namespace's own. */
  tune(file: string, value: string): Promise<void>
  /** Starts a command that keeps running until the namespace is deleted. */
  start(argv: string[], env?: Record<string, string>): ChildProcess
  delete(): Promise<void>
}

/**
 * Creates the namespace with its loopback up and without IPv6, whose own chatter would be learned as hosts.
 */
export async function createNetNamespace(name: string): Promise<NetNamespace> {
  await ip(`netns add ${name}`)
  const children: ChildProcess[] = []
  const exec = async (...argv: string[]) => (await run('ip', ['netns', 'exec', name, ...argv])).stdout
  const tune = async (file: string, value: string) =>
    void (await exec('sh', '-c', 'echo "$1" > "$2"', 'sh', value, file))
  for (const which of ['all', 'default']) await tune(`/proc/sys/net/ipv6/conf/${which}/disable_ipv6`, '1')
  await ip(`-n ${name} link set lo up`)
  return {
    name,
    ip: (command) => ip(`-n ${name} ${command}`),
    exec,
    tune,
    start(argv, env = {}) {
      // The kernel ends the child should we be killed before we can clean up.
      const child = spawn('ip', ['netns', 'exec', name, 'setpriv', '--pdeathsig', 'KILL', ...argv], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      children.push(child)
      return child
    },
    async delete() {
      await Promise.all(children.map(stop))
      await ip(`netns delete ${name}`)
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
