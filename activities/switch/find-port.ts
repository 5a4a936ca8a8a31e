import type { SwitchConfig } from '../../config/schema.ts'
import { neighboursOn, readNeighbours } from './neighbours.ts'
import { type NamedLearned, readNamedTable, readSwitches, type Unread } from './read-switches.ts'
import type { Snmp } from './snmp.ts'
import { readRootPort } from './spanning-tree.ts'

/** One port behind which a host was learned. */
export interface PortOfHost {
  switch: string
  ifName: string
  ifIndex: number
  vlan: number | null
  mac: string
  /** Other machines behind the same port. */
  others: string[]
  /**
   * `sure`: alone on an edge port. `likely`: an edge port with few others. `weak`: an uplink or many others.
   */
  confidence: 'sure' | 'likely' | 'weak'
  seenAt: number
}

/** Where a host is, best first, and the switches that could not say. */
export interface PortSearch {
  ports: PortOfHost[]
  unread: Unread[]
}

/**
 * A phone, a docking station and a virtual machine may share an edge port; more make it look like an uplink.
 */
const fewOthers = 3

/** Looks for the host's MACs on every switch; an edge port beats the uplinks that have learned them too. */
export async function findPort(switches: SwitchConfig[], macs: string[]): Promise<PortSearch> {
  const wanted = macs.map((mac) => mac.toLowerCase())
  const { results, unread } = await readSwitches(switches, (snmp, { name }) => portsOn(snmp, name, wanted))
  const rank = { sure: 0, likely: 1, weak: 2 }
  const ports = results
    .flat()
    .sort((a, b) => rank[a.confidence] - rank[b.confidence] || a.others.length - b.others.length)
  return { ports, unread }
}

async function portsOn(snmp: Snmp, name: string, wanted: string[]): Promise<PortOfHost[]> {
  const table = await readNamedTable(snmp)
  const found = table.filter(({ mac }) => wanted.includes(mac))
  if (found.length === 0) return []
  const isUplink = await readIsUplink(snmp)
  const seenAt = Date.now()
  return found.map((one) => {
    const others = othersOn(table, one.ifIndex, wanted)
    const { mac, ifName, ifIndex, vlan } = one
    return {
      switch: name,
      ifName,
      ifIndex,
      vlan,
      mac,
      others,
      confidence: confidenceOf(others, isUplink(ifIndex)),
      seenAt,
    }
  })
}

async function readIsUplink(snmp: Snmp): Promise<(ifIndex: number) => boolean> {
  const neighbours = (await readNeighbours(snmp)) ?? []
  const rootPort = await readRootPort(snmp)
  return (ifIndex) =>
    ifIndex === rootPort || neighboursOn(neighbours, ifIndex).some(({ kind }) => kind === 'infrastructure')
}

const othersOn = (table: NamedLearned[], ifIndex: number, wanted: string[]): string[] => [
  ...new Set(table.flatMap((one) => (one.ifIndex === ifIndex && !wanted.includes(one.mac) ? [one.mac] : []))),
]

function confidenceOf(others: string[], isUplink: boolean): PortOfHost['confidence'] {
  if (isUplink || others.length > fewOthers) return 'weak'
  return others.length === 0 ? 'sure' : 'likely'
}
