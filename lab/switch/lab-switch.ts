import snmp from 'net-snmp'
import type { LabHost } from '../company/lab-host.ts'
import type { World } from '../company/world.ts'
import { serveForwardingTable } from './forwarding-table.ts'
import { down, portTables, type SwitchPort, up, uplink } from './ports.ts'
import { refuseBusyUdpPort } from './refuse-busy-udp-port.ts'
import { type Agent, serveScalar, serveTable } from './table.ts'

/** One switch of the lab, speaking SNMP v2c on loopback. */
export interface LabSwitch {
  name: string
  port: number
  stop(): void
}

export interface LabSwitchOptions {
  name: string
  /** UDP port on loopback. */
  port: number
  readCommunity: string
  writeCommunity: string
  hosts: LabHost[]
  world: World
}

/** Starts the agent; SETs on ifAdminStatus cut and restore the host behind the port in the world. */
export async function startLabSwitch(options: LabSwitchOptions): Promise<LabSwitch> {
  await refuseBusyUdpPort(`switch ${options.name} of the lab`, options.port)
  const agent = openAgent(options)
  const ports: SwitchPort[] = [...options.hosts.map((host) => portOf(host, options.world)), uplink]
  for (const { table, rows } of portTables(ports)) serveTable(agent, table, rows)
  serveScalar(agent, 'sysName', '1.3.6.1.2.1.1.5', options.name)
  serveScalar(agent, 'dot1dStpRootPort', '1.3.6.1.2.1.17.2.7', uplink.ifIndex)
  serveScalar(agent, 'lldpLocChassisIdSubtype', '1.0.8802.1.1.2.1.3.1', 4)
  serveForwardingTable(agent, options)
  const looking = followWrites(agent, options)
  const stop = () => {
    clearInterval(looking)
    agent.close()
  }
  return { name: options.name, port: options.port, stop }
}

function openAgent({ name, port, readCommunity, writeCommunity }: LabSwitchOptions): Agent {
  const accessControlModelType = snmp.AccessControlModelType.Simple
  const agent: Agent = snmp.createAgent(
    { address: '127.0.0.1', port, accessControlModelType },
    (error: Error | null) => {
      if (error) console.error(`lab switch ${name}: ${error.message}`)
    },
  )
  const authorizer = agent.getAuthorizer()
  const rights = authorizer.getAccessControlModel()
  authorizer.addCommunity(readCommunity)
  authorizer.addCommunity(writeCommunity)
  rights.setCommunityAccess(readCommunity, snmp.AccessLevel.ReadOnly)
  rights.setCommunityAccess(writeCommunity, snmp.AccessLevel.ReadWrite)
  return agent
}

const portOf = (host: LabHost, world: World): SwitchPort => ({
  ifIndex: host.ifIndex,
  ifName: host.port,
  adminStatus: world.isPortUp(host) ? up : down,
  ifAlias: world.aliasOf(host),
})

/** net-snmp commits a SET into its tables without telling anybody, so they are looked at. */
function followWrites(agent: Agent, { hosts, world }: LabSwitchOptions): NodeJS.Timeout {
  return setInterval(() => {
    for (const host of hosts) {
      const status = agent.getMib().getTableSingleCell('ifEntry', 7, [host.ifIndex])
      if ((status === up) !== world.isPortUp(host)) {
        agent.getMib().setTableSingleCell('ifEntry', 8, [host.ifIndex], Number(status))
        world.setPort(host, status === up)
      }
      const alias = String(agent.getMib().getTableSingleCell('ifXEntry', 18, [host.ifIndex]))
      if (alias !== world.aliasOf(host)) world.setAlias(host, alias)
    }
  }, 100)
}
