import type { LabHost } from '../company/lab-host.ts'
import type { LabSwitchOptions } from './lab-switch.ts'
import { type Agent, serveTable, type Table } from './table.ts'

const learned = 3

/** dot1dTpFdbEntry (RFC 4188); its index is the MAC as six octets. */
const fdbEntry: Table = {
  name: 'dot1dTpFdbEntry',
  oid: '1.3.6.1.2.1.17.4.3.1',
  index: ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'],
  columns: [
    ...[1, 2, 3, 4, 5, 6].map((n) => ({
      number: 90 + n,
      name: `o${n}`,
      type: 'Integer' as const,
      access: 'not-accessible' as const,
    })),
    { number: 2, name: 'dot1dTpFdbPort', type: 'Integer' },
    { number: 3, name: 'dot1dTpFdbStatus', type: 'Integer' },
  ],
}

const octets = (mac: string): number[] => mac.split(':').map((octet) => Number.parseInt(octet, 16))

/** A host that is powered behind a port that carries is learned; any other is not. */
export function serveForwardingTable(agent: Agent, { hosts, world }: LabSwitchOptions): void {
  const here = new Set<string>()
  serveTable(agent, fdbEntry, [])
  const follow = (host: LabHost) => {
    if (!hosts.includes(host)) return
    const index = octets(host.mac)
    if (world.isReachable(host) && !here.has(host.mac)) {
      agent.getMib().addTableRow('dot1dTpFdbEntry', [...index, host.ifIndex, learned])
      here.add(host.mac)
    }
    if (!world.isReachable(host) && here.has(host.mac)) {
      agent.getMib().deleteTableRow('dot1dTpFdbEntry', index)
      here.delete(host.mac)
    }
  }
  hosts.forEach(follow)
  world.onChange(follow)
}
