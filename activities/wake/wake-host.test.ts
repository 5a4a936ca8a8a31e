import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configSchema, type WakeConfig } from '../../config/schema.ts'
import type { LabHost } from '../../lab/bridge/lab-host.ts'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { readSightings } from '../switch/read-sightings.ts'
import { switchOf } from '../switch/test-switch.ts'
import { forwardingSign } from './forwarding-sign.ts'
import { wakeHost } from './wake-host.ts'

const wakeConfig = (more: Partial<WakeConfig>): WakeConfig => ({
  ...configSchema.shape.wake.parse({ packetEvery: 50, backOff: [300], answerPorts: [9] }),
  ...more,
})

describe.skipIf(needsLab())(`waking a host of a real bridge (${needsLab() ?? 'tcpdump'})`, () => {
  let lab: BridgeLab
  let pc: LabHost
  const nowhere = async () => null

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'pc' }] })
    pc = lab.hosts[0] as LabHost
  })
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    await pc.wakeUp()
  })

  const order = (more: Partial<Parameters<typeof wakeHost>[0]> = {}) => ({
    host: { macs: [pc.hostMac], ips: [pc.hostIp] },
    config: wakeConfig({}),
    deadline: Date.now() + 10_000,
    signal: new AbortController().signal,
    seen: nowhere,
    lookEvery: 100,
    ...more,
  })

  it('sends nothing to a host that answers already, and says by what', async () => {
    const watch = await pc.watchMagicPackets()
    const woken = await wakeHost(order())
    expect(woken).toMatchObject({ rounds: 0, sign: expect.stringContaining(pc.hostIp) })
    expect(watch.seen()).toEqual([])
    await watch.stop()
  })

  it('wakes a sleeping host: packets on its cable, then its answer', async () => {
    await pc.sleep()
    const watch = await pc.watchMagicPackets()
    const boot = watch.first.then(() => pc.wakeUp())
    const woken = await wakeHost(
      order({ config: wakeConfig({ backOff: [10_000] }), deadline: Date.now() + 20_000 }),
    )
    await boot
    expect(woken).toMatchObject({ rounds: 1, sign: expect.stringMatching(/ICMP echo reply|refused/) })
    const broadcasts = () => watch.seen().filter((line) => line.includes(`> ${lab.broadcast}.9: UDP`))
    await expect.poll(broadcasts).toHaveLength(3)
    await watch.stop()
  })

  it('goes on in rounds until the deadline, and then claims nothing', async () => {
    await pc.sleep()
    const watch = await pc.watchMagicPackets()
    const host = { macs: [pc.hostMac], ips: [] }
    const config = wakeConfig({ addresses: [lab.broadcast], packets: 2 })
    const woken = await wakeHost(order({ host, config, deadline: Date.now() + 3000 }))
    expect(woken.sign).toBeNull()
    expect(woken.rounds).toBeGreaterThanOrEqual(2)
    await expect.poll(() => watch.seen().length).toBe(woken.rounds * 2)
    await watch.stop()
  })

  it('takes a forwarding-table entry for a sign only when it is new', async () => {
    const host = { macs: [pc.hostMac], ips: [] }
    const config = wakeConfig({ addresses: [lab.broadcast] })
    await pc.speak()
    const stale = forwardingSign([switchOf(lab)], host.macs)
    expect((await wakeHost(order({ host, config, seen: stale, deadline: Date.now() + 500 }))).sign).toBeNull()
    await pc.sleep()
    await lab.netns.tune(`/sys/class/net/${pc.ifName}/brport/flush`, '1')
    const seen = forwardingSign([switchOf(lab)], host.macs)
    const left = async () => (await readSightings([switchOf(lab)], host.macs)).sightings
    await expect.poll(left, { timeout: 5000, interval: 200 }).toEqual([])
    const watch = await pc.watchMagicPackets()
    const boot = watch.first.then(() => pc.wakeUp())
    const woken = await wakeHost(order({ host, config, seen }))
    await boot
    expect(woken.sign).toMatch(/forwarding table of lab, port p1, has learned .* anew/)
    await watch.stop()
  })

  it('appends the SecureOn password and uses the chosen source', async () => {
    await pc.sleep()
    const directory = await mkdtemp(join(tmpdir(), 'straggler-wake-'))
    writeFileSync(join(directory, 'secure-on'), '01:02:03:04:05:06\n')
    const watch = await pc.watchMagicPackets()
    const host = { macs: [pc.hostMac], ips: [] }
    const config = wakeConfig({
      addresses: [lab.broadcast],
      secureOn: `file:${join(directory, 'secure-on')}`,
      sourceAddress: lab.uplink.address,
      packets: 1,
    })
    await wakeHost(order({ host, config, deadline: Date.now() + 1000 }))
    await expect.poll(() => watch.seen().join()).toContain(`IP ${lab.uplink.address}.`)
    expect(watch.seen().join()).toContain('length 108')
    await watch.stop()
    await rm(directory, { recursive: true })
  })

  it('names the paths that no packet could take, and stops when told', async () => {
    await pc.sleep()
    const host = { macs: [pc.hostMac], ips: [] }
    const config = wakeConfig({ addresses: [lab.broadcast], sourceAddress: '203.0.113.1' })
    const woken = await wakeHost(order({ host, config, deadline: Date.now() + 1000 }))
    expect(woken.unsent.join()).toMatch(/EADDRNOTAVAIL/)
    const stopped = wakeHost(order({ signal: AbortSignal.timeout(200) }))
    await expect(stopped).rejects.toThrow(/abort/i)
  })
})
