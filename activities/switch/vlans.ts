import { isInPortList, portListWith } from './port-list.ts'
import type { Snmp } from './snmp.ts'
import { walkColumn } from './walk-column.ts'

/** RFC 4363: dot1qPvid, index bridge port; static egress and untagged sets, index VLAN. */
export const dot1qPvid = '1.3.6.1.2.1.17.7.1.4.5.1.1'
const staticEgressPorts = '1.3.6.1.2.1.17.7.1.4.3.1.2'
const staticUntaggedPorts = '1.3.6.1.2.1.17.7.1.4.3.1.4'
/** vlanTrunkPortDynamicStatus (CISCO-VTP-MIB), index ifIndex: trunking(1). */
const vlanTrunkPortDynamicStatus = '1.3.6.1.4.1.9.9.46.1.6.1.1.14'

/** Which VLANs a port is in. */
export interface PortVlans {
  /** VLAN of frames that come in untagged. */
  pvid: number
  egress: number[]
  untagged: number[]
}

/** VLANs of a bridge port; null where the switch has no Q-BRIDGE-MIB. */
export async function readPortVlans(snmp: Snmp, bridgePort: number): Promise<PortVlans | null> {
  const pvid = await snmp.get(`${dot1qPvid}.${bridgePort}`)
  if (pvid === null) return null
  return {
    pvid: Number(pvid),
    egress: await vlansWith(snmp, staticEgressPorts, bridgePort),
    untagged: await vlansWith(snmp, staticUntaggedPorts, bridgePort),
  }
}

async function vlansWith(snmp: Snmp, set: string, bridgePort: number): Promise<number[]> {
  const lists = await walkColumn(snmp, set)
  return lists.flatMap(({ index, value }) =>
    Buffer.isBuffer(value) && isInPortList(value, bridgePort) ? [Number(index)] : [],
  )
}

/** Whether the switch has this VLAN at all. */
export const hasVlan = async (snmp: Snmp, vlan: number): Promise<boolean> =>
  (await snmp.get(`${staticEgressPorts}.${vlan}`)) !== null

/** What Cisco says of a port; null where the switch does not speak its MIB. */
export async function readIsTrunking(snmp: Snmp, ifIndex: number): Promise<boolean | null> {
  const status = await snmp.get(`${vlanTrunkPortDynamicStatus}.${ifIndex}`)
  return status === null ? null : status === 1
}

export const writePvid = (snmp: Snmp, bridgePort: number, vlan: number): Promise<void> =>
  snmp.set(`${dot1qPvid}.${bridgePort}`, { type: 'unsigned', value: vlan })

export const writeEgress = (snmp: Snmp, vlan: number, bridgePort: number, isIn: boolean): Promise<void> =>
  writeMember(snmp, `${staticEgressPorts}.${vlan}`, bridgePort, isIn)

export const writeUntagged = (snmp: Snmp, vlan: number, bridgePort: number, isIn: boolean): Promise<void> =>
  writeMember(snmp, `${staticUntaggedPorts}.${vlan}`, bridgePort, isIn)

/** Read just before the write, since the whole list is written; agents do parts of a move by themselves. */
async function writeMember(snmp: Snmp, oid: string, bridgePort: number, isIn: boolean): Promise<void> {
  const list = await snmp.get(oid)
  if (!Buffer.isBuffer(list) || isInPortList(list, bridgePort) === isIn) return
  await snmp.set(oid, { type: 'octets', value: portListWith(list, bridgePort, isIn) })
}
