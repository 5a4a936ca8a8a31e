import { EventEmitter } from 'node:events'
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
  setPort(host: LabHost, up: boolean): void
  mendAgent(host: LabHost): void
  /** The patch tool's agent on the host; false: it is broken. */
  install(host: LabHost): boolean
  /** Told after every change. */
  onChange(listener: (host: LabHost) => void): void
}

interface State {
  powered: boolean
  portUp: boolean
  agentWorks: boolean
  patched: boolean
}

const begin = ({ nature }: LabHost): State => ({
  powered: nature !== 'asleep' && nature !== 'lost',
  portUp: true,
  agentWorks: ['healthy', 'asleep', 'falselyReported'].includes(nature),
  patched: nature === 'healthy' || nature === 'falselyReported',
})

export function createWorld(company: Company): World {
  const states = new Map(company.hosts.map((host) => [host.mac, begin(host)]))
  const changes = new EventEmitter()
  const stateOf = (host: LabHost) => states.get(host.mac) as State
  const change = (host: LabHost, to: Partial<State>) => {
    Object.assign(stateOf(host), to)
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
    setPort: (host, up) => change(host, { portUp: up }),
    mendAgent: (host) => change(host, { agentWorks: true }),
    install(host) {
      if (!stateOf(host).agentWorks) return false
      change(host, { patched: true })
      return true
    },
    onChange: (listener) => void changes.on('change', listener),
  }
}
