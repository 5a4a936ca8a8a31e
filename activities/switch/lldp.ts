import { macOf } from './mac.ts'
import type { Neighbour, NeighbourKind } from './neighbours.ts'
import type { Snmp, SnmpValue } from './snmp.ts'
import { readByIndex, walkColumn } from './walk-column.ts'

/** LLDP-MIB (IEEE 802.1AB-2005). lldpRem index: TimeMark, LocalPortNum, RemIndex. */
const lldpLocChassisIdSubtype = '1.0.8802.1.1.2.1.3.1.0'
const lldpLocPortId = '1.0.8802.1.1.2.1.3.7.1.3'
const lldpLocPortDesc = '1.0.8802.1.1.2.1.3.7.1.4'
const lldpRemChassisId = '1.0.8802.1.1.2.1.4.1.1.5'
const lldpRemSysName = '1.0.8802.1.1.2.1.4.1.1.9'
const lldpRemSysCapSupported = '1.0.8802.1.1.2.1.4.1.1.11'
const lldpRemSysCapEnabled = '1.0.8802.1.1.2.1.4.1.1.12'

/** Bits of LldpSystemCapabilitiesMap, the first in the highest bit of the first octet. */
const infrastructure = 0b0111_1010
const telephone = 0b0000_0100

/** What a switch may call one of its interfaces. */
export interface InterfaceAliases {
  ifIndex: number
  names: string[]
}

/** Neighbours heard over LLDP; null where the switch does not speak it. */
export async function readLldpNeighbours(
  snmp: Snmp,
  interfaces: InterfaceAliases[],
): Promise<Neighbour[] | null> {
  if ((await snmp.get(lldpLocChassisIdSubtype)) === null) return null
  const chassis = await walkColumn(snmp, lldpRemChassisId)
  const names = await readByIndex(snmp, lldpRemSysName)
  const supported = await readByIndex(snmp, lldpRemSysCapSupported)
  const enabled = await readByIndex(snmp, lldpRemSysCapEnabled)
  const local = chassis.length === 0 ? new Map() : await readLocalPorts(snmp, interfaces)
  return chassis.map(({ index, value }) => ({
    protocol: 'lldp',
    ifIndex: local.get(index.split('.')[1] ?? '') ?? null,
    name: textOf(names.get(index)) || textOf(value),
    kind: kindOf(bitsOf(supported.get(index)), bitsOf(enabled.get(index))),
  }))
}

/**
 * LocalPortNum may be bridge port, ifIndex or a number of its own, so it is found by what the switch calls
 * the port. A port that cannot be found stays out, and its neighbour then counts for every port.
 */
async function readLocalPorts(snmp: Snmp, interfaces: InterfaceAliases[]): Promise<Map<string, number>> {
  const cells = [...(await walkColumn(snmp, lldpLocPortId)), ...(await walkColumn(snmp, lldpLocPortDesc))]
  const found = new Map<string, number>()
  for (const { index, value } of cells) {
    const called = textOf(value)
    const matches = interfaces.filter(({ names }) => names.includes(called))
    if (matches.length === 1 && matches[0]) found.set(index, matches[0].ifIndex)
  }
  return found
}

function kindOf(supported: number, enabled: number): NeighbourKind {
  // Phones bridge to the PC behind them, so their own bit comes first.
  if (enabled & telephone) return 'phone'
  if (enabled & infrastructure) return 'infrastructure'
  // A PC that could bridge or route, and says that it does not, is a station.
  return supported !== 0 ? 'station' : 'unknown'
}

const bitsOf = (map: SnmpValue | undefined): number => (Buffer.isBuffer(map) ? (map[0] ?? 0) : 0)

/** Names are text; a MAC as an identifier is six octets. */
function textOf(value: SnmpValue | undefined): string {
  if (!Buffer.isBuffer(value)) return ''
  const isText = value.every((octet) => octet >= 0x20 && octet < 0x7f)
  return isText ? value.toString('latin1') : macOf(value)
}
