import type { Neighbour, NeighbourKind } from './neighbours.ts'
import type { Snmp, SnmpValue } from './snmp.ts'
import { readByIndex, walkColumn } from './walk-column.ts'

/** CISCO-CDP-MIB; cdpCache index: ifIndex, n. */
const cdpGlobalRun = '1.3.6.1.4.1.9.9.23.1.3.1.0'
const cdpCacheDeviceId = '1.3.6.1.4.1.9.9.23.1.2.1.1.6'
const cdpCacheCapabilities = '1.3.6.1.4.1.9.9.23.1.2.1.1.9'

/** Bits of cdpCacheCapabilities: router, two kinds of bridge, switch, repeater; host; phone. */
const infrastructure = 0x01 | 0x02 | 0x04 | 0x08 | 0x40
const host = 0x10
const phone = 0x80

/** Neighbours heard over CDP; null where the switch does not speak it or has it switched off. */
export async function readCdpNeighbours(snmp: Snmp): Promise<Neighbour[] | null> {
  if ((await snmp.get(cdpGlobalRun)) !== 1) return null
  const names = await walkColumn(snmp, cdpCacheDeviceId)
  const capabilities = await readByIndex(snmp, cdpCacheCapabilities)
  return names.map(({ index, value }) => ({
    protocol: 'cdp',
    ifIndex: Number(index.split('.')[0]),
    name: Buffer.isBuffer(value) ? value.toString('latin1') : '',
    kind: kindOf(capabilities.get(index)),
  }))
}

function kindOf(capabilities: SnmpValue | undefined): NeighbourKind {
  if (!Buffer.isBuffer(capabilities) || capabilities.length === 0) return 'unknown'
  const bits = capabilities.readUIntBE(0, Math.min(capabilities.length, 4))
  if (bits & phone) return 'phone'
  if (bits & infrastructure) return 'infrastructure'
  return bits & host ? 'station' : 'unknown'
}
