import type { Snmp } from './snmp.ts'
import { walkColumn } from './walk-column.ts'

/** vmVlan (CISCO-VLAN-MEMBERSHIP-MIB), index ifIndex: VLAN of an access port. */
export const vmVlan = '1.3.6.1.4.1.9.9.68.1.2.2.1.2'
/** vtpVlanState (CISCO-VTP-MIB), index management domain and VLAN: operational(1). */
const vtpVlanState = '1.3.6.1.4.1.9.9.46.1.3.1.1.2'

/** VLANs that access ports of a Cisco switch are in; empty on other makes. */
export async function readAccessVlansInUse(snmp: Snmp): Promise<number[]> {
  const vlans = (await walkColumn(snmp, vmVlan)).map(({ value }) => Number(value))
  return [...new Set(vlans)].filter((vlan) => vlan > 0)
}

/** VLAN of an access port, or null on other makes and on trunks. */
export async function readAccessVlan(snmp: Snmp, ifIndex: number): Promise<number | null> {
  const vlan = await snmp.get(`${vmVlan}.${ifIndex}`)
  return vlan === null ? null : Number(vlan)
}

export const writeAccessVlan = (snmp: Snmp, ifIndex: number, vlan: number): Promise<void> =>
  snmp.set(`${vmVlan}.${ifIndex}`, { type: 'integer', value: vlan })

/** Whether a Cisco switch has this VLAN; the domain of a switch is always 1. */
export const hasCiscoVlan = async (snmp: Snmp, vlan: number): Promise<boolean> =>
  (await snmp.get(`${vtpVlanState}.1.${vlan}`)) === 1
