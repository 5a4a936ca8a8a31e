import { readCdpNeighbours } from './cdp.ts'
import { readInterfaceAliases } from './interfaces.ts'
import { readLldpNeighbours } from './lldp.ts'
import type { Snmp } from './snmp.ts'

/** `infrastructure`: bridge, router, access point or repeater. `unknown`: it does not say what it is. */
export type NeighbourKind = 'infrastructure' | 'phone' | 'station' | 'unknown'

/** A device that has introduced itself on a port. */
export interface Neighbour {
  protocol: 'lldp' | 'cdp'
  /** Null where the switch's own number for the port could not be resolved. */
  ifIndex: number | null
  name: string
  kind: NeighbourKind
}

/** Everyone heard over LLDP and CDP; null where the switch speaks neither. */
export async function readNeighbours(snmp: Snmp): Promise<Neighbour[] | null> {
  const lldp = await readLldpNeighbours(snmp, await readInterfaceAliases(snmp))
  const cdp = await readCdpNeighbours(snmp)
  return lldp || cdp ? [...(lldp ?? []), ...(cdp ?? [])] : null
}

/** Neighbours on one port, with those that may be on any. */
export const neighboursOn = (neighbours: Neighbour[], ifIndex: number): Neighbour[] =>
  neighbours.filter((one) => one.ifIndex === ifIndex || one.ifIndex === null)
