import { macOf } from './mac.ts'
import type { SnmpValue } from './snmp.ts'

/**
 * What a switch has told us; `restarted` means that its ifIndexes may have moved. It only triggers a read.
 */
export interface TrapNews {
  kind: 'linkUp' | 'macLearned' | 'restarted'
  ifIndex?: number
  macs?: string[]
}

/** A notification as net-snmp hands it over: v1 with generic and specific numbers, v2c and v3 with an OID. */
export interface TrapPdu {
  generic?: number
  specific?: number
  enterprise?: string
  varbinds: { oid: string; value?: unknown }[]
}

const snmpTrapOid = '1.3.6.1.6.3.1.1.4.1.0'
/** SNMPv2-MIB and IF-MIB: snmpTraps.(generic + 1) (RFC 3584 section 3.1). */
const genericTraps = '1.3.6.1.6.3.1.1.5'
const kinds: Record<string, TrapNews['kind']> = {
  [`${genericTraps}.1`]: 'restarted',
  [`${genericTraps}.2`]: 'restarted',
  [`${genericTraps}.4`]: 'linkUp',
  // cmnMacChangedNotification (CISCO-MAC-NOTIFICATION-MIB)
  '1.3.6.1.4.1.9.9.215.2.0.1': 'macLearned',
}
const ifIndexColumn = '1.3.6.1.2.1.2.2.1.1.'
const cmnHistMacChangedMsg = '1.3.6.1.4.1.9.9.215.1.1.8.1.2.'

/** What is news to us in a notification; null for all others. */
export function parseTrap(pdu: TrapPdu): TrapNews | null {
  const kind = kinds[trapOidOf(pdu)]
  if (kind === 'linkUp') {
    const cell = pdu.varbinds.find(({ oid }) => oid.startsWith(ifIndexColumn))
    return cell ? { kind, ifIndex: Number(cell.value) } : { kind }
  }
  if (kind !== 'macLearned') return kind ? { kind } : null
  const messages = pdu.varbinds.filter(({ oid }) => oid.startsWith(cmnHistMacChangedMsg))
  const macs = messages.flatMap(({ value }) => learnedMacs(value as SnmpValue))
  return macs.length > 0 ? { kind, macs } : null
}

function trapOidOf({ generic, specific, enterprise, varbinds }: TrapPdu): string {
  if (generic === undefined) return String(varbinds.find(({ oid }) => oid === snmpTrapOid)?.value)
  return generic === 6 ? `${enterprise}.0.${specific}` : `${genericTraps}.${generic + 1}`
}

/** Rows of operation (1 learnt, 2 removed, 0 end), VLAN in two octets, MAC in six, dot1dBasePort in two. */
function learnedMacs(message: SnmpValue): string[] {
  if (!Buffer.isBuffer(message)) return []
  const macs: string[] = []
  for (let at = 0; at + 11 <= message.length && message[at] !== 0; at += 11) {
    if (message[at] === 1) macs.push(macOf(message.subarray(at + 3, at + 9)))
  }
  return macs
}
