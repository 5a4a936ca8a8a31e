import { macOf } from './mac.ts'
import type { Snmp, SnmpValue } from './snmp.ts'
import { readByIndex, walkColumn } from './walk-column.ts'

/** ifTable and ifXTable columns (RFC 2863). */
const ifDescr = '1.3.6.1.2.1.2.2.1.2'
const ifType = '1.3.6.1.2.1.2.2.1.3'
const ifPhysAddress = '1.3.6.1.2.1.2.2.1.6'
export const ifAdminStatus = '1.3.6.1.2.1.2.2.1.7'
const ifOperStatus = '1.3.6.1.2.1.2.2.1.8'
const ifName = '1.3.6.1.2.1.31.1.1.1.1'
export const ifAlias = '1.3.6.1.2.1.31.1.1.1.18'

/** ifAdminStatus: up(1) down(2) testing(3). */
export const adminUp = 1
export const adminDown = 2
/** ifOperStatus up(1); every other value passes no traffic. */
export const operUp = 1

/** One interface as the switch describes it now. */
export interface Interface {
  ifIndex: number
  ifName: string
  type: number
  adminStatus: number
  operStatus: number
  alias: string
}

/** ifIndex -> ifName of every interface; ifIndex may move at a reboot, so nobody keeps this. */
export async function readInterfaceNames(snmp: Snmp): Promise<Map<number, string>> {
  const names = await walkColumn(snmp, ifName)
  return new Map(names.map(({ index, value }) => [Number(index), textOf(value)]))
}

/** The interface of that name, or null. */
export async function findInterface(snmp: Snmp, name: string): Promise<Interface | null> {
  for (const [ifIndex, found] of await readInterfaceNames(snmp)) {
    if (found === name) return readInterface(snmp, ifIndex, name)
  }
  return null
}

async function readInterface(snmp: Snmp, ifIndex: number, name: string): Promise<Interface> {
  return {
    ifIndex,
    ifName: name,
    type: Number(await snmp.get(`${ifType}.${ifIndex}`)),
    adminStatus: Number(await snmp.get(`${ifAdminStatus}.${ifIndex}`)),
    operStatus: Number(await snmp.get(`${ifOperStatus}.${ifIndex}`)),
    alias: textOf(await snmp.get(`${ifAlias}.${ifIndex}`)),
  }
}

/** All that a switch may call an interface in LLDP: its ifName, ifDescr, or MAC. */
export async function readInterfaceAliases(snmp: Snmp): Promise<{ ifIndex: number; names: string[] }[]> {
  const descriptions = await readByIndex(snmp, ifDescr)
  const macs = await readByIndex(snmp, ifPhysAddress)
  return [...(await readInterfaceNames(snmp))].map(([ifIndex, name]) => {
    const mac = macs.get(String(ifIndex))
    const names = [
      name,
      textOf(descriptions.get(String(ifIndex)) ?? null),
      Buffer.isBuffer(mac) ? macOf(mac) : '',
    ]
    return { ifIndex, names: names.filter((called) => called !== '') }
  })
}

/** What to do with an interface's ifAdminStatus. */
export const writeAdminStatus = (snmp: Snmp, ifIndex: number, status: number): Promise<void> =>
  snmp.set(`${ifAdminStatus}.${ifIndex}`, { type: 'integer', value: status })

export const writeAlias = (snmp: Snmp, ifIndex: number, alias: string): Promise<void> =>
  snmp.set(`${ifAlias}.${ifIndex}`, { type: 'octets', value: Buffer.from(alias, 'utf8') })

const textOf = (value: SnmpValue): string => (Buffer.isBuffer(value) ? value.toString('utf8') : '')
