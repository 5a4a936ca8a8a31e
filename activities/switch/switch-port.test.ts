import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SwitchConfig } from '../../config/schema.ts'
import { labMissing } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import type { TargetRef } from '../penalisable.ts'
import { switchPort } from './switch-port.ts'
import { switchOf } from './test-switch.ts'

describe.skipIf(labMissing() !== null)(`a port of a real bridge (${labMissing() ?? 'snmpd'})`, () => {
  let lab: BridgeLab
  let config: SwitchConfig
  let target: TargetRef
  const mark = '0b7b1f0e-7a55-4f3e-9f0e-3a1c2d4e5f60:17'

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }] })
    config = switchOf(lab)
    const locator = { switch: config.name, ifName: 'p1' }
    target = { id: 'port:lab/p1', kind: 'port', name: 'lab p1', locator }
  })
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    await lab.netns.ip('link set p1 up')
  })

  const kernelSays = async () => (await lab.netns.ip('-br link show dev p1')).includes(' UP ')

  it('goes down by SET and comes back exactly as it was', async () => {
    const ports = switchPort([config])
    const before = await ports.read(target)
    await ports.close(target, before, mark)
    expect(await kernelSays()).toBe(false)
    expect(await ports.read(target)).toMatchObject({ state: 'closed', mark })
    await ports.reopen(target, before.prior, mark)
    expect(await kernelSays()).toBe(true)
    expect(await ports.read(target)).toEqual(before)
  })
})
