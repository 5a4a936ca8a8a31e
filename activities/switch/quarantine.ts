import { transient } from '../failure.ts'
import { bridgePortOf } from './bridge-ports.ts'
import type { Interface } from './interfaces.ts'
import type { Isolation } from './isolation.ts'
import type { Snmp } from './snmp.ts'
import { snmpCommand } from './snmp-command.ts'
import { dot1qPvid, type PortVlans, readPortVlans, writeEgress, writePvid, writeUntagged } from './vlans.ts'

/** Moves the port into a VLAN that still reaches patch server, directory and DNS (R9), by RFC 4363. */
export function quarantine(vlan: number): Isolation {
  return {
    async read(snmp, port) {
      const { bridgePort, vlans } = await place(snmp, port)
      const { pvid, egress, untagged } = vlans
      const prior = { bridgePort, pvid, egress: egress.join(' '), untagged: untagged.join(' ') }
      return { closed: pvid === vlan, prior }
    },
    async close(snmp, port) {
      const { bridgePort } = await place(snmp, port)
      await move(snmp, bridgePort, { pvid: vlan, egress: [vlan], untagged: [vlan] })
    },
    async reopen(snmp, port, prior) {
      const { bridgePort, vlans } = await place(snmp, port)
      const before = {
        pvid: Number(prior.pvid),
        egress: listOf(prior.egress),
        untagged: listOf(prior.untagged),
      }
      if (vlans.pvid === vlan || vlans.pvid === before.pvid) await move(snmp, bridgePort, before)
    },
    passesTraffic: true,
    byHand: (config, _ifIndex, { bridgePort, pvid, egress, untagged }) => [
      `# VLANs of this port at the switch: all [${egress}], untagged [${untagged}], access ${pvid}, not ${vlan}`,
      snmpCommand('snmpset', config, `${dot1qPvid}.${bridgePort} u ${pvid}`),
    ],
  }
}

async function place(snmp: Snmp, { ifIndex, ifName }: Interface) {
  const bridgePort = await bridgePortOf(snmp, ifIndex)
  const vlans = bridgePort === null ? null : await readPortVlans(snmp, bridgePort)
  if (bridgePort !== null && vlans) return { bridgePort, vlans }
  throw transient(
    `the switch does not say which VLANs ${ifName} is in`,
    'is its Q-BRIDGE-MIB still readable?',
  )
}

/**
 * Into the new VLAN first, out of the old ones last: a switch refuses a PVID that the port is not in. Every
 * step looks first, because agents do parts of it by themselves, and the end is read back.
 */
async function move(snmp: Snmp, bridgePort: number, wanted: PortVlans): Promise<void> {
  const before = await readPortVlans(snmp, bridgePort)
  for (const vlan of wanted.egress) await writeEgress(snmp, vlan, bridgePort, true)
  for (const vlan of wanted.untagged) await writeUntagged(snmp, vlan, bridgePort, true)
  if (before?.pvid !== wanted.pvid) await writePvid(snmp, bridgePort, wanted.pvid)
  const gone = (has: number[] = [], keeps: number[]) => has.filter((vlan) => !keeps.includes(vlan))
  for (const vlan of gone(before?.untagged, wanted.untagged))
    await writeUntagged(snmp, vlan, bridgePort, false)
  for (const vlan of gone(before?.egress, wanted.egress)) await writeEgress(snmp, vlan, bridgePort, false)
  const after = await readPortVlans(snmp, bridgePort)
  if (after && isSame(after, wanted)) return
  throw transient(
    `the switch took the writes, but bridge port ${bridgePort} is in ${JSON.stringify(after)}, ` +
      `not in ${JSON.stringify(wanted)}`,
    'it is read again before anything more is written; look at the log of the switch',
  )
}

const isSame = (a: PortVlans, b: PortVlans): boolean =>
  a.pvid === b.pvid && `${a.egress}` === `${b.egress}` && `${a.untagged}` === `${b.untagged}`

const listOf = (text: unknown): number[] => String(text).split(' ').filter(Boolean).map(Number)
