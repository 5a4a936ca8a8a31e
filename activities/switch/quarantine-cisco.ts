import { transient } from '../failure.ts'
import { readAccessVlan, vmVlan, writeAccessVlan } from './cisco-vlans.ts'
import type { Interface } from './interfaces.ts'
import type { Isolation } from './isolation.ts'
import type { Snmp } from './snmp.ts'
import { snmpCommand } from './snmp-command.ts'

/** Moves the port into a VLAN that still reaches patch server, directory and DNS (R9), by Cisco's vmVlan. */
export const quarantineCisco = (vlan: number): Isolation => ({
  async read(snmp, port) {
    const accessVlan = await accessVlanOf(snmp, port)
    return { closed: accessVlan === vlan, prior: { accessVlan } }
  },
  close: (snmp, { ifIndex }) => writeAccessVlan(snmp, ifIndex, vlan),
  async reopen(snmp, port, { accessVlan }) {
    const isOurs = (await accessVlanOf(snmp, port)) === vlan
    if (isOurs) await writeAccessVlan(snmp, port.ifIndex, Number(accessVlan))
  },
  passesTraffic: true,
  byHand: (config, ifIndex, { accessVlan }) => [
    snmpCommand('snmpset', config, `${vmVlan}.${ifIndex} i ${accessVlan}`),
  ],
})

async function accessVlanOf(snmp: Snmp, { ifIndex, ifName }: Interface): Promise<number> {
  const accessVlan = await readAccessVlan(snmp, ifIndex)
  if (accessVlan !== null) return accessVlan
  throw transient(`the switch does not say which VLAN ${ifName} is in`, 'is it still an access port?')
}
