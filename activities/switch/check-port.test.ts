import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SwitchConfig } from '../../config/schema.ts'
import type { LabHost } from '../../lab/bridge/lab-host.ts'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { checkPort } from './check-port.ts'
import { findPort } from './find-port.ts'
import { findTarget } from './find-target.ts'
import { readSightings } from './read-sightings.ts'
import { switchPort } from './switch-port.ts'
import { hostOf, switchOf } from './test-switch.ts'

describe.skipIf(needsLab())(`R8 on a real bridge (${needsLab() ?? 'snmpd, lldpd'})`, () => {
  let lab: BridgeLab
  let config: SwitchConfig
  const named = (name: string): LabHost => {
    const host = lab.hosts.find((one) => one.name === name)
    if (!host) throw new Error(`no host ${name}`)
    return host
  }

  beforeAll(async () => {
    const hosts = ['pc', 'twin', 'router', 'phone', 'core'].map((name) => ({ name }))
    lab = await startBridgeLab({ hosts, lldp: true })
    config = switchOf(lab)
    for (const host of lab.hosts) await host.speak()
  })
  afterAll(() => lab?.stop())
  afterEach(() => {
    lab.change((state) => {
      state.aggregates = {}
      state.trunks = []
      state.cdp.neighbours = []
      state.egress[lab.quarantineVlan] = []
    })
  })

  const why = async (name: string, more: Partial<SwitchConfig> = {}) => {
    const { ifName, hostMac } = named(name)
    return (await checkPort({ ...config, ...more }, ifName, [hostMac]))?.why ?? null
  }

  it('passes a port with the target alone', async () => {
    expect(await why('pc')).toBeNull()
    await lab.lldp?.announce(named('pc'), 'station')
    expect(await why('pc')).toBeNull()
  })

  it('refuses a port with a router on it, heard over LLDP', async () => {
    await lab.lldp?.announce(named('router'), 'router')
    expect(await why('router')).toMatch(/switch, router or access point.*LLDP/)
  })

  it('refuses a port with a phone on it, heard over LLDP, but for approval', async () => {
    await lab.lldp?.announce(named('phone'), 'phone')
    expect(await why('phone')).toMatch(/phone.*approval/)
  })

  it('refuses what CDP, the trunk status, the VLANs and the aggregates tell', async () => {
    const on = (capabilities: number) => ({ ifName: 'p1', deviceId: 'n1', platform: 'x', capabilities })
    lab.change((state) => void state.cdp.neighbours.push(on(0x28)))
    expect(await why('pc')).toMatch(/switch, router or access point \(n1\).*CDP/)
    lab.change((state) => void state.cdp.neighbours.splice(0, 1, on(0x90)))
    expect(await why('pc')).toMatch(/phone/)
    lab.change((state) => void state.cdp.neighbours.pop())
    lab.change((state) => void state.trunks.push('p1'))
    expect(await why('pc')).toMatch(/trunk, says the switch/)
    lab.change((state) => void state.trunks.pop())
    lab.change((state) => void state.egress[lab.quarantineVlan]?.push('p1'))
    expect(await why('pc')).toMatch(/trunk of VLANs/)
    lab.change((state) => void state.egress[lab.quarantineVlan]?.pop())
    lab.change((state) => void Object.assign(state.aggregates, { p1: 'p2' }))
    expect(await why('pc')).toMatch(/aggregate/)
    expect(await why('twin')).toMatch(/aggregate/)
  })

  it('refuses the port by which we reach the switch, and protected ones', async () => {
    const { ifName, mac } = lab.uplink
    expect((await checkPort(config, ifName, [mac]))?.why).toMatch(/path to ourselves/)
    expect(await why('twin', { protectedPorts: ['p2'] })).toMatch(/protectedPorts/)
    expect(await why('twin', { protectedMacs: [named('twin').hostMac] })).toMatch(/protected machine/)
    expect((await checkPort(config, 'br0', [named('pc').hostMac]))?.why).toMatch(/must not be touched/)
  })

  it('refuses a port with two machines, and one where the host is no more', async () => {
    const { netns, ifName, hostMac, hostIp } = named('twin')
    await netns.ip('link add second link eth0 type macvlan mode private')
    await netns.ip(`address add ${hostIp.replace(/\d+$/, '200')}/24 dev second`)
    await netns.ip('link set second up')
    await netns.exec('ping', '-q', '-c', '1', '-W', '1', '-I', 'second', lab.address).catch(() => '')
    // The bridge's agent looks at the kernel once a second.
    await expect.poll(() => why('twin'), { timeout: 5000, interval: 300 }).toMatch(/other machines/)
    await netns.ip('link delete second')
    await lab.netns.tune(`/sys/class/net/${ifName}/brport/flush`, '1')
    const gone = async () => (await checkPort(config, ifName, [hostMac]))?.why
    await expect.poll(gone, { timeout: 5000, interval: 300 }).toMatch(/none of the host's MACs/)
    await named('twin').speak()
  })

  it('refuses the root port of the spanning tree', async () => {
    const { netns, ifName, hostMac } = named('core')
    await netns.ip('link add root0 type bridge stp_state 1 priority 0')
    await netns.ip('link set eth0 master root0')
    await netns.ip('link set root0 up')
    await lab.netns.ip('link set br0 type bridge stp_state 1')
    const rootPort = () => lab.netns.exec('cat', '/sys/class/net/br0/bridge/root_port')
    await expect.poll(rootPort, { timeout: 20_000, interval: 250 }).not.toBe('0\n')
    expect((await checkPort(config, ifName, [hostMac]))?.why).toMatch(/root port/)
    await netns.ip('link set eth0 nomaster')
    await lab.netns.ip('link set br0 type bridge stp_state 0')
  })

  it('refuses without a MAC, an unknown port, and throws for a retry while the switch is silent', async () => {
    expect((await checkPort(config, 'p1', []))?.why).toMatch(/no MAC/)
    expect((await checkPort(config, 'p99', ['02:00:00:00:00:01']))?.why).toMatch(/no such interface/)
    const silent = { ...config, port: 9, timeout: 100, retries: 0 }
    await expect(checkPort(silent, 'p1', ['02:00:00:00:00:01'])).rejects.toThrow(/no answer/)
  })

  it('finds the host: sure where it is alone, never behind the uplink', async () => {
    const { hostMac, ifName } = named('pc')
    const { ports } = await findPort([config], [hostMac.toUpperCase()])
    expect(ports).toMatchObject([{ switch: 'lab', ifName, others: [], confidence: 'sure' }])
    const router = await findPort([config], [named('router').hostMac])
    expect(router.ports).toMatchObject([{ confidence: 'weak' }])
  })

  it('sees watched hosts in one sweep and says which switch it could not read', async () => {
    const dead = { ...config, name: 'dead', port: 9, timeout: 100, retries: 0 }
    const { sightings, unread } = await readSightings(
      [config, dead],
      [named('pc').hostMac, '02:00:00:00:00:01'],
    )
    expect(sightings).toMatchObject([{ mac: named('pc').hostMac, switch: 'lab', ifName: 'p1', vlan: null }])
    expect(unread).toMatchObject([{ switch: 'dead' }])
  })

  it('maps filtering databases to VLANs', async () => {
    lab.change((state) => void Object.assign(state, { vlanForwardingTable: true }))
    const { sightings } = await readSightings([config], [named('pc').hostMac])
    expect(sightings).toMatchObject([{ ifName: 'p1', vlan: 1 }])
    lab.change((state) => void Object.assign(state, { vlanForwardingTable: false }))
  })

  it("reads a Cisco switch's VLANs one by one and moves its port by vmVlan", async () => {
    lab.change((state) => void Object.assign(state, { cisco: true }))
    const { sightings } = await readSightings([config], [named('pc').hostMac])
    expect(sightings).toMatchObject([{ ifName: 'p1', vlan: 1 }])
    const cisco = { ...config, quarantineVlan: lab.quarantineVlan }
    const found = await findTarget([cisco], hostOf(named('pc')))
    if (!('target' in found)) throw new Error(found.refusal.why)
    const ports = switchPort([cisco])
    const before = await ports.read(found.target)
    expect(before.prior).toEqual({ accessVlan: 1, ifAlias: '' })
    await ports.close(found.target, before, 'c:1')
    expect((await ports.read(found.target)).prior.accessVlan).toBe(lab.quarantineVlan)
    await ports.reopen(found.target, before.prior, 'c:1')
    expect(await ports.read(found.target)).toEqual(before)
    lab.change((state) => void Object.assign(state, { cisco: false }))
  })

  it('makes the port a target, or says why not', async () => {
    const found = await findTarget([config], hostOf(named('pc')))
    expect(found).toMatchObject({ target: { id: 'port:lab/p1', locator: { switch: 'lab', ifName: 'p1' } } })
    expect(await findTarget([config], hostOf(named('router')))).toMatchObject({ refusal: { rule: 'R8' } })
    const noVlan = { ...config, quarantineVlan: 77 }
    expect(await findTarget([noVlan], hostOf(named('pc')))).toMatchObject({ refusal: { rule: 'R9' } })
    const unknown = { ...hostOf(named('pc')), macs: ['02:00:00:00:00:01'] }
    expect(await findTarget([config], unknown)).toMatchObject({ refusal: { why: /no switch has/ } })
    const dead = { ...config, name: 'dead', port: 9, timeout: 100, retries: 0 }
    await expect(findTarget([config, dead], unknown)).rejects.toThrow(/no switch that answers/)
  })
})
