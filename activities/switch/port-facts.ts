import type { SwitchConfig } from '../../config/schema.ts'
import { readAggregated } from './aggregates.ts'
import { bridgePortOf } from './bridge-ports.ts'
import { readForwardingTable } from './forwarding-table.ts'
import type { Interface } from './interfaces.ts'
import { type Neighbour, neighboursOn, readNeighbours } from './neighbours.ts'
import type { Snmp } from './snmp.ts'
import { readRootPort } from './spanning-tree.ts'
import { type PortVlans, readIsTrunking, readPortVlans } from './vlans.ts'

/** All that the rules need to know of a port, read live. `null` means that the switch cannot say. */
export interface PortFacts {
  port: Interface
  /** MACs learned behind it now. */
  macs: string[]
  neighbours: Neighbour[] | null
  isRootPort: boolean
  vlans: PortVlans | null
  /** Cisco's own word; null where it is not spoken. */
  isTrunking: boolean | null
  isAggregated: boolean | null
}

/** Reads the facts one after the other: many switches have weak CPUs. */
export async function readPortFacts(snmp: Snmp, port: Interface): Promise<PortFacts> {
  const { ifIndex } = port
  const bridgePort = await bridgePortOf(snmp, ifIndex)
  const learned = await readForwardingTable(snmp)
  const neighbours = await readNeighbours(snmp)
  const aggregated = await readAggregated(snmp)
  return {
    port,
    macs: [...new Set(learned.filter((one) => one.ifIndex === ifIndex).map(({ mac }) => mac))],
    neighbours: neighbours && neighboursOn(neighbours, ifIndex),
    isRootPort: (await readRootPort(snmp)) === ifIndex,
    vlans: bridgePort === null ? null : await readPortVlans(snmp, bridgePort),
    isTrunking: await readIsTrunking(snmp, ifIndex),
    isAggregated: aggregated?.has(ifIndex) ?? null,
  }
}

/** What the rules measure the facts by. */
export interface PortRuleContext {
  config: SwitchConfig
  /** MACs of the host that the penalty is meant for, in the inventory's spelling. */
  targetMacs: string[]
  /** MACs of this machine's own interfaces. */
  ourMacs: string[]
}
