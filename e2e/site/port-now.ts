import type { LabHost } from '../../lab/bridge/lab-host.ts'
import type { BridgeLab } from '../../lab/bridge/start-bridge-lab.ts'

/** A switch port as somebody else's management station and the kernel see it. */
export interface PortNow {
  /** ifAdminStatus (RFC 2863): 1 up, 2 down. */
  adminStatus: string
  ifAlias: string
  /** Operational state of the kernel's link. */
  link: string
}

const ifAdminStatus = '1.3.6.1.2.1.2.2.1.7'
const ifAlias = '1.3.6.1.2.1.31.1.1.1.18'

/** Reads the port that a host is plugged into. */
export async function portNow({ netns, address, communities }: BridgeLab, host: LabHost): Promise<PortNow> {
  const [link] = JSON.parse(await netns.ip(`-j link show dev ${host.ifName}`))
  const get = async (column: string) => {
    const oid = `${column}.${link.ifindex}`
    const { read } = communities
    const said = await netns.exec('snmpget', '-m', '', '-v2c', '-c', read, '-Oqv', address, oid)
    return said.trim().replace(/^"(.*)"$/, '$1')
  }
  return { adminStatus: await get(ifAdminStatus), ifAlias: await get(ifAlias), link: link.operstate }
}

/** Gives the port a description, as the network's people do. */
export async function describePort(bridge: BridgeLab, host: LabHost, text: string): Promise<void> {
  const [{ ifindex }] = JSON.parse(await bridge.netns.ip(`-j link show dev ${host.ifName}`))
  await bridge.snmpset(`${ifAlias}.${ifindex}`, 's', text)
}
