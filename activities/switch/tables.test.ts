import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { readArpTable } from './arp-table.ts'
import { readForwardingTable } from './forwarding-table.ts'
import { readInterfaceNames } from './interfaces.ts'
import { withSwitch } from './open-switch.ts'
import { isInPortList, portListWith } from './port-list.ts'
import { switchOf } from './test-switch.ts'

describe.skipIf(needsLab())(`tables of a real bridge (${needsLab() ?? 'snmpd'})`, () => {
  let lab: BridgeLab
  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }, { name: 'b' }] })
    for (const host of lab.hosts) await host.speak()
  })
  afterAll(() => lab?.stop())

  it('knows every host behind its port, and none of the switch itself', async () => {
    const table = await withSwitch(switchOf(lab), async (snmp) => {
      const names = await readInterfaceNames(snmp)
      return (await readForwardingTable(snmp)).map(({ mac, ifIndex }) => [names.get(ifIndex), mac])
    })
    const hosts = lab.hosts.map(({ ifName, hostMac }) => [ifName, hostMac])
    expect(table.toSorted()).toEqual([...hosts, [lab.uplink.ifName, lab.uplink.mac]].toSorted())
  })

  it('knows which MAC has which address', async () => {
    const arp = await withSwitch(switchOf(lab), readArpTable)
    const pairs = arp.map(({ ip, mac }) => [ip, mac])
    expect(pairs).toEqual(expect.arrayContaining(lab.hosts.map(({ hostIp, hostMac }) => [hostIp, hostMac])))
  })
})

it('sets and clears one bit of a PortList, the first port in the highest bit, and lengthens it', () => {
  const list = Buffer.from([0b1000_0001, 0])
  expect([1, 2, 8, 9].map((port) => isInPortList(list, port))).toEqual([true, false, true, false])
  expect([...portListWith(list, 1, false)]).toEqual([0b0000_0001, 0])
  expect([...portListWith(list, 24, true)]).toEqual([0b1000_0001, 0, 1])
  expect([...list]).toEqual([0b1000_0001, 0])
})
