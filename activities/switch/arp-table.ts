import { macOf } from './mac.ts'
import type { Snmp, SnmpValue } from './snmp.ts'
import { walkColumn } from './walk-column.ts'

/** ipNetToMediaPhysAddress (RFC 4293, deprecated but everywhere), index ifIndex and IPv4 address. */
const ipNetToMediaPhysAddress = '1.3.6.1.2.1.4.22.1.2'
/** ipNetToPhysicalPhysAddress (RFC 4293), index ifIndex, InetAddressType, length and octets. */
const ipNetToPhysicalPhysAddress = '1.3.6.1.2.1.4.35.1.4'

/** An address that a router or switch has resolved. */
export interface ArpEntry {
  ip: string
  mac: string
  ifIndex: number
}

/** Reads IPv4 and IPv6 neighbours of a router or layer-3 switch. */
export async function readArpTable(snmp: Snmp): Promise<ArpEntry[]> {
  const v4 = await walkColumn(snmp, ipNetToMediaPhysAddress)
  const both = await walkColumn(snmp, ipNetToPhysicalPhysAddress)
  const entries = [
    ...v4.flatMap(({ index, value }) => {
      const [ifIndex = '', ...octets] = index.split('.')
      return entry(ifIndex, octets, value)
    }),
    ...both.flatMap(({ index, value }) => {
      const [ifIndex = '', , , ...octets] = index.split('.')
      return entry(ifIndex, octets, value)
    }),
  ]
  return [...new Map(entries.map((one) => [`${one.ifIndex} ${one.ip}`, one])).values()]
}

function entry(ifIndex: string, octets: string[], value: SnmpValue): ArpEntry[] {
  if (!Buffer.isBuffer(value) || value.length !== 6) return []
  const ip = octets.length === 4 ? octets.join('.') : ipv6Of(octets.map(Number))
  return [{ ip, mac: macOf(value), ifIndex: Number(ifIndex) }]
}

/** Sixteen octets in the canonical text of RFC 5952, which the URL parser writes. */
function ipv6Of(octets: number[]): string {
  const groups = Buffer.from(octets.slice(0, 16)).toString('hex').match(/.{4}/g) ?? []
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
