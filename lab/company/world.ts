import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { LabHost } from './lab-host.ts'
import type { Company } from './small-company.ts'

/** What is physically so in the lab: which machine has power, which port carries, which agent works. */
export interface World {
  hostOf(mac: string): LabHost | undefined
  isPowered(host: LabHost): boolean
  /** Powered and its switch port carries: it can be reached over the network. */
  isReachable(host: LabHost): boolean
  isPatched(host: LabHost): boolean
  powerOn(host: LabHost): void
  isPortUp(host: LabHost): boolean
  setPort(host: LabHost, up: boolean): void
  /** ifAlias of the host's port. */
  aliasOf(host: LabHost): string
  setAlias(host: LabHost, alias: string): void
  mendAgent(host: LabHost): void
  agentWorks(host: LabHost): boolean
  setPatched(host: LabHost): void
  /** Told after every change. */
  onChange(listener: (host: LabHost) => void): void
}

interface State {
  powered: boolean
  portUp: boolean
  alias: string
  agentWorks: boolean
  patched: boolean
}

const begin = ({ nature, hostname }: LabHost): State => ({
  powered: nature !== 'asleep' && nature !== 'lost',
  portUp: true,
  // As an admin labels a port: a text that has to be there again after a release.
  alias: `desk of ${hostname}`,
  agentWorks: ['healthy', 'asleep', 'falselyReported'].includes(nature),
  patched: nature === 'healthy' || nature === 'falselyReported',
})

/** The lab's reality outlives a restart, as a real company's would: it is kept in a file. */
export function createWorld(company: Company, file?: string): World {
  const states = new Map(Object.entries(read(file)))
  for (const host of company.hosts) if (!states.has(host.mac)) states.set(host.mac, begin(host))
  const changes = new EventEmitter()
  const stateOf = (host: LabHost) => states.get(host.mac) as State
  const change = (host: LabHost, to: Partial<State>) => {
    Object.assign(stateOf(host), to)
    write(file, states)
    changes.emit('change', host)
  }
  return {
    hostOf: (mac) => company.hosts.find((host) => host.mac === mac),
    isPowered: (host) => stateOf(host).powered,
    isReachable: (host) => stateOf(host).powered && stateOf(host).portUp,
    isPatched: (host) => stateOf(host).patched,
    powerOn: (host) => {
      if (host.nature !== 'lost') change(host, { powered: true })
    },
    isPortUp: (host) => stateOf(host).portUp,
    setPort: (host, up) => change(host, { portUp: up }),
    aliasOf: (host) => stateOf(host).alias,
    setAlias: (host, alias) => change(host, { alias }),
    mendAgent: (host) => change(host, { agentWorks: true }),
    agentWorks: (host) => stateOf(host).agentWorks,
    setPatched: (host) => change(host, { patched: true }),
    onChange: (listener) => void changes.on('change', listener),
  }
}

function read(file: string | undefined): Record<string, State> {
  return file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Written beside and renamed: a kill in the middle leaves the state before. */
function write(file: string | undefined, states: Map<string, State>): void {
  if (file === undefined) return
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(states)))
  renameSync(`${file}.new`, file)
}
