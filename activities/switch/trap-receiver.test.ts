import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { TrapNews } from './parse-trap.ts'
import { switchOf } from './test-switch.ts'
import { openTrapReceiver, type TrapReceiver } from './trap-receiver.ts'

const port = 40_000 + (process.pid % 20_000)
const linkUp = '1.3.6.1.6.3.1.1.5.4'
const ifIndex7 = ['1.3.6.1.2.1.2.2.1.1.7', 'i', '7']
const macNotification = '1.3.6.1.4.1.9.9.215.2.0.1'
const removedThenLearned = '02000A02000000000200030100140200000000010003' + '00'
const macMessage = ['1.3.6.1.4.1.9.9.215.1.1.8.1.2.1', 'x', removedThenLearned]

describe.skipIf(needsLab())(`traps from a real snmptrap (${needsLab() ?? 'snmp'})`, () => {
  let lab: BridgeLab
  let receiver: TrapReceiver
  const heard: [string, TrapNews][] = []

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'pc' }] })
    const { authKey, privKey, readCommunity } = lab.secrets
    const config = switchOf(lab, { version: '3', user: lab.user, authKey, privKey })
    const at = { host: lab.uplink.address, port, community: readCommunity }
    receiver = await openTrapReceiver(at, [config], async (name, news) => void heard.push([name, news]))
  })
  afterAll(async () => {
    receiver?.close()
    await lab?.stop()
  })
  beforeEach(() => {
    heard.length = 0
  })

  const place = () => `${lab.uplink.address}:${port}`
  const send = (tool: string, ...argv: string[]) => lab.netns.exec(tool, '-m', '', ...argv)
  const byCommunity = (version: string) => [`-v${version}`, '-c', lab.communities.read]

  it('hears linkUp in v1, v2c and v3, and as an inform', async () => {
    const byUser = ['-v3', '-e', '0x8000000001020304', '-u', lab.user, '-l', 'authPriv']
    const phrases = ['-a', 'SHA-256', '-A', 'lab-auth-phrase', '-x', 'AES', '-X', 'lab-priv-phrase']
    const expected = ['lab', { kind: 'linkUp', ifIndex: 7 }]
    await send('snmptrap', ...byCommunity('1'), place(), '', '', '3', '', '', ...ifIndex7)
    await expect.poll(() => heard).toEqual([expected])
    await send('snmptrap', ...byCommunity('2c'), place(), '', linkUp, ...ifIndex7)
    await expect.poll(() => heard).toEqual([expected, expected])
    await send('snmptrap', ...byUser, ...phrases, place(), '', linkUp, ...ifIndex7)
    await expect.poll(() => heard).toEqual([expected, expected, expected])
    await send('snmpinform', ...byCommunity('2c'), place(), '', linkUp, ...ifIndex7)
    await expect.poll(() => heard).toHaveLength(4)
  })

  it("hears Cisco's MAC notification and tells learnt from removed", async () => {
    await send('snmptrap', ...byCommunity('2c'), place(), '', macNotification, ...macMessage)
    await expect.poll(() => heard).toEqual([['lab', { kind: 'macLearned', macs: ['02:00:00:00:00:01'] }]])
  })

  it('is deaf to other machines, other communities and other traps', async () => {
    const trap = [place(), '', linkUp, ...ifIndex7]
    await lab.hosts[0]?.netns.exec('snmptrap', '-m', '', ...byCommunity('2c'), ...trap)
    await send('snmptrap', '-v2c', '-c', 'wrong', ...trap)
    await send('snmptrap', ...byCommunity('2c'), place(), '', '1.3.6.1.6.3.1.1.5.3', ...ifIndex7)
    await send('snmptrap', ...byCommunity('2c'), place(), '', '1.3.6.1.6.3.1.1.5.1')
    await expect.poll(() => heard).toEqual([['lab', { kind: 'restarted' }]])
  })

  it('says what to do when it cannot listen', async () => {
    const nowhere = { host: '203.0.113.1', port }
    const opened = openTrapReceiver(nowhere, [], async () => {})
    await expect(opened).rejects.toThrow(/cannot be received on 203.0.113.1/)
  })
})

it('merges what comes in while a job runs', async () => {
  const done: number[] = []
  const { promise: gate, resolve } = Promise.withResolvers<void>()
  const tell = oneAtATime<number>(async (_, news) => {
    await gate
    done.push(news)
  })
  for (const news of [1, 2, 3, 4]) tell('sw-1', news)
  resolve()
  await expect.poll(() => done).toEqual([1, 4])
})
