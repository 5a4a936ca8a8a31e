import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { labPassword } from '../../lab/directory/company.ts'
import { binds } from '../../lab/directory/lab-client.ts'
import { sambaMissing, startSamba } from '../../lab/directory/start-samba.ts'
import { slapdMissing, startSlapd } from '../../lab/directory/start-slapd.ts'
import { accountPenalty } from '../directory/account.ts'
import { configFor, inventoryHost, useScene } from '../directory/scene.ts'
import { undoOffline } from '../held/undo-offline.ts'
import { switchPort } from '../switch/switch-port.ts'
import { hostOf, switchOf } from '../switch/test-switch.ts'
import { createRig, effectOf, grantTo } from './model/rig.ts'

type Rig = Awaited<ReturnType<typeof createRig>>
type Kind = 'machineAccount' | 'port'

async function penalise(rig: Rig, kind: Kind, caseId: string) {
  await grantTo(rig, caseId, 1)
  return rig.perform(effectOf(caseId, 1, kind))
}

const undo = (rig: Rig, caseId: string) => rig.perform(effectOf(caseId, 2, 'undo', 1))

describe.each([
  ['OpenLDAP', slapdMissing(), startSlapd],
  ['Active Directory', sambaMissing(), startSamba],
])('a machine account in %s', (name, missing, start) => {
  describe.skipIf(missing)(missing ?? name, () => {
    const scene = useScene(() => start())
    let rig: Rig

    beforeAll(async () => {
      const accounts = accountPenalty(configFor(scene.lab), 'machineAccount')
      const host = inventoryHost('WS-0417')
      rig = await createRig(inject('mongoUri'), { penalisables: { machineAccount: accounts }, host })
    })
    afterAll(() => rig?.close())
    const logsOn = () => binds(scene.lab, { bindDn: scene.lab.dnOf('WS-0417'), password: labPassword })

    test('is held for two cases and comes back with the last', async () => {
      expect(await penalise(rig, 'machineAccount', 'a')).toMatchObject({ type: 'effect.done' })
      expect(await logsOn()).toBe(false)
      expect(await penalise(rig, 'machineAccount', 'b')).toMatchObject({ type: 'effect.done' })
      expect(await undo(rig, 'a')).toMatchObject({ type: 'effect.done' })
      expect(await logsOn()).toBe(false)
      expect(await undo(rig, 'b')).toMatchObject({ type: 'effect.done' })
      expect(await logsOn()).toBe(true)
    })

    test('comes back by the held file alone', async () => {
      await penalise(rig, 'machineAccount', 'c')
      expect(await logsOn()).toBe(false)
      const { penalisables } = rig.penalties
      const ends = []
      for await (const { result } of undoOffline({ files: [rig.held], penalisables, dryRun: false })) {
        ends.push(result)
      }
      expect(ends).toEqual(['restored'])
      expect(await logsOn()).toBe(true)
      expect(await undo(rig, 'c')).toMatchObject({ type: 'effect.done' })
    })
  })
})

describe.skipIf(needsLab())(`a port of a real bridge (${needsLab() ?? 'snmpd'})`, () => {
  let lab: BridgeLab
  let rig: Rig

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }] })
  })
  afterAll(() => lab?.stop())
  afterEach(() => rig?.close())

  const isUp = async () => (await lab.netns.ip('-br link show dev p1')).includes(' UP ')

  async function rigFor(marker: 'ifAlias' | 'none') {
    const [plugged] = lab.hosts
    if (!plugged) throw new Error('the lab has no host')
    await plugged.speak()
    const penalisables = { port: switchPort([switchOf(lab, { marker })]) }
    rig = await createRig(inject('mongoUri'), { penalisables, host: hostOf(plugged) })
  }

  test.each(['ifAlias', 'none'] as const)('is shut and comes back, mark in %s', async (marker) => {
    await rigFor(marker)
    expect(await penalise(rig, 'port', 'a')).toMatchObject({ type: 'effect.done', ref: 'port:lab/p1' })
    expect(await isUp()).toBe(false)
    expect(await undo(rig, 'a')).toMatchObject({ type: 'effect.done' })
    expect(await isUp()).toBe(true)
    expect(await rig.penalties.targets.read('port:lab/p1')).toMatchObject({ phase: 'free', holders: [] })
  })
})
