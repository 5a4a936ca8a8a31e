import { readBridgePorts } from './bridge-ports.ts'
import type { Snmp } from './snmp.ts'

/** dot1dStpRootPort (RFC 4188): the port towards the root bridge, 0 on the root itself. */
const dot1dStpRootPort = '1.3.6.1.2.1.17.2.7.0'

/** ifIndex of the spanning tree's root port; null on the root bridge and where no spanning tree runs. */
export async function readRootPort(snmp: Snmp): Promise<number | null> {
  const rootPort = Number((await snmp.get(dot1dStpRootPort)) ?? 0)
  if (rootPort === 0) return null
  return (await readBridgePorts(snmp)).get(rootPort) ?? null
}
