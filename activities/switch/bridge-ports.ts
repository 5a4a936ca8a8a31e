import type { Snmp } from './snmp.ts'
import { walkColumn } from './walk-column.ts'

/** dot1dBasePortIfIndex (RFC 4188): bridge port -> ifIndex; the two numbers often differ. */
const dot1dBasePortIfIndex = '1.3.6.1.2.1.17.1.4.1.2'

/** ifIndex of each bridge port. */
export async function readBridgePorts(snmp: Snmp): Promise<Map<number, number>> {
  const cells = await walkColumn(snmp, dot1dBasePortIfIndex)
  return new Map(cells.map(({ index, value }) => [Number(index), Number(value)]))
}

/** The bridge port of an interface, or null where it belongs to no bridge. */
export async function bridgePortOf(snmp: Snmp, ifIndex: number): Promise<number | null> {
  for (const [bridgePort, of] of await readBridgePorts(snmp)) if (of === ifIndex) return bridgePort
  return null
}
