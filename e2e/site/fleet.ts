import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the patch tool's agents on the hosts keep on their disks. */
export interface Fleet {
  /** The deploy route of a configuration: commands that reach the host over the network or fail. */
  routes: { install: CommandRoute; liveCheck: CommandRoute }
  /** What the user's helpful colleague does: the agent works again. */
  mend(hostname: string): void
  /** How often an install order has reached the host. */
  orders(hostname: string): number
  installed(hostname: string): string[]
}

interface CommandRoute {
  kind: 'command'
  argv: string[]
  timeout: number
}

/** Hosts whose update agents are broken, so that every install fails on the host. */
export function createFleet(directory: string, hostnames: string[]): Fleet {
  const file = (hostname: string, name: string) => join(directory, hostname, name)
  const linesOf = (hostname: string, name: string) =>
    readFileSync(file(hostname, name), 'utf8').split('\n').filter(Boolean)
  for (const hostname of hostnames) {
    mkdirSync(join(directory, hostname), { recursive: true })
    writeFileSync(file(hostname, 'agent'), 'broken\n')
    for (const name of ['orders', 'installed']) writeFileSync(file(hostname, name), '')
  }
  const route = (script: string): CommandRoute => ({
    kind: 'command',
    argv: [join(import.meta.dirname, script), directory, '{hostname}', '{ip}', '{updates}'],
    timeout: 8_000,
  })
  return {
    routes: { install: route('install.sh'), liveCheck: route('live-check.sh') },
    mend: (hostname) => writeFileSync(file(hostname, 'agent'), 'works\n'),
    orders: (hostname) => linesOf(hostname, 'orders').length,
    installed: (hostname) => linesOf(hostname, 'installed'),
  }
}
