import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SwitchConfig } from '../../config/schema.ts'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import type { Reading, TargetRef } from '../penalisable.ts'
import { switchPort } from './switch-port.ts'
import { switchOf } from './test-switch.ts'

const mark = '0b7b1f0e-7a55-4f3e-9f0e-3a1c2d4e5f60:17'
const ifAlias = '1.3.6.1.2.1.31.1.1.1.18'

describe.skipIf(needsLab())(`a port of a real bridge (${needsLab() ?? 'snmpd'})`, () => {
  let lab: BridgeLab
  let config: SwitchConfig
  let shut: TargetRef
  let quarantined: TargetRef

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }, { name: 'b' }] })
    config = switchOf(lab)
    const ifIndex = Number(JSON.parse(await lab.netns.ip('-j link show dev p1'))[0].ifindex)
    const locator = { switch: config.name, ifName: 'p1', ifIndex }
    shut = { id: 'port:lab/p1', kind: 'port', name: 'lab p1', locator }
    quarantined = { ...shut, locator: { ...locator, quarantineVlan: lab.quarantineVlan } }
  })
  afterAll(() => lab?.stop())
  afterEach(async () => {
    await lab.snmpset(`1.3.6.1.2.1.2.2.1.7.${shut.locator.ifIndex}`, 'i', '1')
    await byAdmin('s', '')
  })

  const isUp = async () => (await lab.netns.ip('-br link show dev p1')).includes(' UP ')
  /** Somebody else's SNMP manager. */
  const byAdmin = (type: string, alias: string) =>
    lab.snmpset(`${ifAlias}.${shut.locator.ifIndex}`, type, alias)

  it('goes down by SET and comes back exactly as it was, description included', async () => {
    const ports = switchPort([config])
    await byAdmin('s', "Reception, Anna's desk")
    const before = await ports.read(shut)
    await ports.close(shut, before, mark)
    expect(await isUp()).toBe(false)
    expect(await ports.read(shut)).toMatchObject({ state: 'closed', mark })
    await ports.close(shut, before, mark)
    await ports.reopen(shut, before.prior, mark)
    expect(await isUp()).toBe(true)
    expect(await ports.read(shut)).toEqual(before)
  })

  it('is not written when it is no longer what was read', async () => {
    const ports = switchPort([config])
    const before = await ports.read(shut)
    await byAdmin('s', 'moved to Berlin')
    await expect(ports.close(shut, before, mark)).rejects.toThrow(/changed by somebody else/)
    expect(await isUp()).toBe(true)
  })

  it('stays as it is when somebody else has taken our mark off', async () => {
    const ports = switchPort([config])
    const before = await ports.read(shut)
    await ports.close(shut, before, mark)
    await byAdmin('s', 'shut by security, ticket 99')
    await expect(ports.reopen(shut, before.prior, mark)).rejects.toThrow(/changed by somebody else/)
    expect(await isUp()).toBe(false)
    expect(await ports.read(shut)).toMatchObject({ state: 'closed', mark: null })
  })

  it('only loses our mark when somebody else has opened it', async () => {
    const ports = switchPort([config])
    const before = await ports.read(shut)
    await ports.close(shut, before, mark)
    await lab.netns.ip('link set p1 up')
    await expect
      .poll(async () => (await ports.read(shut)).state, { timeout: 20_000, interval: 500 })
      .toBe('open')
    await ports.reopen(shut, before.prior, mark)
    expect(await ports.read(shut)).toEqual(before)
  })

  it('can be shut without a mark where the switch is to keep none', async () => {
    const ports = switchPort([{ ...config, marker: 'none' }])
    const before = await ports.read(shut)
    expect(before.mark).toBeUndefined()
    await ports.close(shut, before, mark)
    expect(await isUp()).toBe(false)
    expect((await ports.read(shut)).prior.ifAlias).toBe('')
    await ports.reopen(shut, before.prior, mark)
    expect(await isUp()).toBe(true)
  })

  it('moves into the quarantine VLAN and back into exactly the VLANs it was in', async () => {
    const ports = switchPort([config])
    const before = await ports.read(quarantined)
    expect(before.prior).toMatchObject({ pvid: 1, egress: '1', untagged: '1' })
    await ports.close(quarantined, before, mark)
    const { quarantineVlan } = lab
    expect(await ports.read(quarantined)).toMatchObject({
      state: 'closed',
      mark,
      prior: { pvid: quarantineVlan, egress: `${quarantineVlan}`, untagged: `${quarantineVlan}` },
    })
    expect(await isUp()).toBe(true)
    await ports.reopen(quarantined, before.prior, mark)
    expect(await ports.read(quarantined)).toEqual(before)
  })

  it('leaves no VLAN behind when the move fails in the middle', async () => {
    const ports = switchPort([config])
    const before = await ports.read(quarantined)
    const dot1qPvid = '1.3.6.1.2.1.17.7.1.4.5.1.1'
    lab.change((state) => void state.locked.push(dot1qPvid))
    await expect(ports.close(quarantined, before, mark)).rejects.toThrow(/notWritable/)
    lab.change((state) => void state.locked.pop())
    await ports.reopen(quarantined, before.prior, mark)
    expect(await ports.read(quarantined)).toEqual(before)
  })

  it('moves two ports at once without losing one', async () => {
    const ports = switchPort([config])
    const locator = { ...quarantined.locator, ifName: 'p2' }
    const both = [quarantined, { ...quarantined, id: 'port:lab/p2', name: 'lab p2', locator }]
    const before = await Promise.all(both.map((target) => ports.read(target)))
    await Promise.all(both.map((target, i) => ports.close(target, before[i] as Reading, `${mark}${i}`)))
    const held = await Promise.all(both.map((target) => ports.read(target)))
    expect(held.map(({ state, mark }) => [state, mark])).toEqual([
      ['closed', `${mark}0`],
      ['closed', `${mark}1`],
    ])
    await Promise.all(
      both.map((target, i) => ports.reopen(target, (before[i] as Reading).prior, `${mark}${i}`)),
    )
    expect(await Promise.all(both.map((target) => ports.read(target)))).toEqual(before)
  })

  it('throws for a retry while the switch is silent, and does what was asked when it is back', async () => {
    const ports = switchPort([{ ...config, timeout: 200, retries: 0 }])
    const before = await ports.read(shut)
    await lab.netns.ip('link set br0 down')
    await expect(ports.close(shut, before, mark)).rejects.toMatchObject({ type: 'transient' })
    await lab.netns.ip('link set br0 up')
    await ports.close(shut, before, mark)
    expect(await isUp()).toBe(false)
    await ports.reopen(shut, before.prior, mark)
  })

  it('names the commands that give it back by hand, and they do', async () => {
    const ports = switchPort([config])
    const before = await ports.read(shut)
    await ports.close(shut, before, mark)
    const { readCommunity, writeCommunity } = lab.secrets
    const commands = ports
      .byHand(shut, before.prior)
      .replaceAll(`<${readCommunity}>`, lab.communities.read)
      .replaceAll(`<${writeCommunity}>`, lab.communities.write)
    expect(await lab.netns.exec('sh', '-ec', commands)).toContain('"p1"')
    expect(await isUp()).toBe(true)
    expect((await ports.read(shut)).prior).toEqual(before.prior)
  })

  it('says which configuration is missing', async () => {
    const { writeCommunity, ...readOnly } = config
    const ports = switchPort([readOnly])
    const before = await ports.read(shut)
    await expect(ports.close(shut, before, mark)).rejects.toThrow(/has no writeCommunity/)
    await expect(switchPort([]).read(shut)).rejects.toThrow(/no switch named lab is configured/)
  })
})
