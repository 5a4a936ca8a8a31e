import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { lastWord } from '../../domain/last-word.ts'
import { setKillSwitch } from '../../store/settings.ts'
import { exportTrail } from '../../trail/export.ts'
import { hostTrail } from '../../trail/read.ts'
import { verifyTrail } from '../../trail/verify.ts'
import { readHeld } from '../held/read-held.ts'
import { createGiveUp } from './give-up.ts'
import { createRig, effectOf, grantTo, port, untilDone } from './model/rig.ts'
import { createPerform } from './perform.ts'

let rig: Awaited<ReturnType<typeof createRig>>

beforeEach(async () => {
  rig = await createRig(inject('mongoUri'))
})

afterEach(() => rig.close())

const penalise = (caseId = 'a', seq = 1) => rig.perform(effectOf(caseId, seq, 'port'))
const undo = (caseId = 'a', seq = 2, of = 1) => rig.perform(effectOf(caseId, seq, 'undo', of))
const phase = async () => (await rig.penalties.targets.read(port.id))?.phase
const kindsOf = async (caseId: string) =>
  (await hostTrail(rig.db, `host-of-${caseId}`)).map(({ kind, action }) => `${kind} ${action}`)

describe('a penalty and its undo', () => {
  test('close the port and give it back, told in the trail and in the held file', async () => {
    await grantTo(rig, 'a', 1)
    expect(await penalise()).toEqual({ type: 'effect.done', ref: port.id })
    expect(rig.device).toMatchObject({ state: 'closed', mark: 'a:1' })
    expect((await readHeld([rig.held])).unreleased).toMatchObject([{ last: 'held', attempt: { key: 'a:1' } }])
    expect(await undo()).toEqual({ type: 'effect.done', ref: port.id })
    expect(rig.device).toMatchObject({ state: 'open', mark: null })
    expect((await readHeld([rig.held])).unreleased).toEqual([])
    expect(await phase()).toBe('free')
    const told = ['intent port', 'decision port', 'outcome port', 'intent undo', 'outcome undo']
    expect(await kindsOf('a')).toEqual(told)
    expect((await verifyTrail(exportTrail(rig.db))).faults).toEqual([])
  })

  test('are done once, however often they are ordered', async () => {
    await grantTo(rig, 'a', 1)
    for (let n = 0; n < 3; n++) await penalise()
    for (let n = 0; n < 3; n++) await undo()
    expect(await penalise()).toEqual({ type: 'effect.done', ref: port.id })
    expect(rig.device.writes).toEqual(['close a:1', 'reopen a:1'])
  })

  test('of eight cases at once close and open the port once', async () => {
    const cases = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    await Promise.all(cases.map((caseId) => grantTo(rig, caseId, 1)))
    await Promise.all(cases.map((caseId) => untilDone(() => penalise(caseId))))
    expect((await rig.penalties.targets.read(port.id))?.holders).toHaveLength(8)
    const [last = '', ...others] = cases
    await Promise.all(others.map((caseId) => untilDone(() => undo(caseId))))
    expect(rig.device.state).toBe('closed')
    await undo(last)
    expect(rig.device.writes).toHaveLength(2)
    expect(await phase()).toBe('free')
  })

  test('a port that somebody else has closed is left alone', async () => {
    await grantTo(rig, 'a', 1)
    rig.device.state = 'closed'
    expect(await penalise()).toMatchObject({ type: 'effect.refused', rule: 'I4' })
    expect(rig.device.writes).toEqual([])
  })

  test('somebody else’s change stops the undo; a person can leave it as it is', async () => {
    await grantTo(rig, 'a', 1)
    await penalise()
    rig.device.mark = null
    const conflict = { type: 'effect.conflict', target: port.id, found: 'closed, without our mark' }
    expect(await undo()).toEqual(conflict)
    expect(await undo('a', 3)).toEqual(conflict)
    expect(await rig.perform({ ...effectOf('a', 4, 'undo', 1), leave: true })).toMatchObject({
      type: 'effect.done',
    })
    expect(rig.device.writes).toEqual(['close a:1'])
    expect(await phase()).toBe('free')
  })

  test('a port that somebody else has opened is released without a write', async () => {
    await grantTo(rig, 'a', 1)
    await penalise()
    Object.assign(rig.device, { state: 'open', mark: null })
    expect(await undo()).toMatchObject({ type: 'effect.done' })
    expect(rig.device.writes).toEqual(['close a:1'])
  })
})

test('the kill switch never stops an undo', async () => {
  await grantTo(rig, 'a', 1)
  await penalise()
  await setKillSwitch(rig.db, { on: true, by: 'ann', reason: 'test', at: 1 })
  expect(await undo()).toMatchObject({ type: 'effect.done' })
  expect(rig.device.state).toBe('open')
})

test('an undo needs no host in the inventory, everything else does', async () => {
  await grantTo(rig, 'a', 1)
  await penalise()
  const perform = createPerform({ ...rig.deps, host: async () => null })
  await expect(perform(effectOf('a', 3, 'wake'))).rejects.toThrow('not in the inventory')
  expect(await perform(effectOf('a', 2, 'undo', 1))).toMatchObject({ type: 'effect.done' })
  expect(rig.device.state).toBe('open')
})

describe('an outcome that is not known', () => {
  test('is read back: a write whose answer was lost is not repeated', async () => {
    await grantTo(rig, 'a', 1)
    rig.device.onClose = async (write) => {
      write()
      throw new Error('timeout')
    }
    expect(await penalise()).toMatchObject({ type: 'effect.done' })
    expect(rig.device.writes).toEqual(['close a:1'])
  })

  test('a write that never happened is tried again', async () => {
    await grantTo(rig, 'a', 1)
    rig.device.onClose = () => Promise.reject(new Error('no route'))
    await expect(penalise()).rejects.toThrow('no route')
    expect(await phase()).toBe('free')
    rig.device.onClose = async (write) => write()
    expect(await penalise()).toMatchObject({ type: 'effect.done' })
  })

  test('of a write that hangs belongs to its run until a late write is impossible', async () => {
    await grantTo(rig, 'a', 1)
    const hasty = createPerform({ ...rig.deps, budget: () => 1_000 })
    rig.device.onClose = () => new Promise(() => {})
    await expect(hasty(effectOf('a', 1, 'port'))).rejects.toThrow('no answer in the time of this run')
    rig.device.onClose = async (write) => write()
    await expect(penalise()).rejects.toThrow('is being written')
    await new Promise((done) => setTimeout(done, 2_100))
    expect(await penalise()).toMatchObject({ type: 'effect.done' })
  })

  test('is taken back when the tries are used up', async () => {
    await grantTo(rig, 'a', 1)
    rig.device.onClose = async (write) => {
      write()
      rig.device.onRead = () => Promise.reject(new Error('switch down'))
    }
    const failure = await penalise().catch(lastWord)
    rig.device.onRead = async () => {}
    const giveUp = createGiveUp(rig.deps, { patience: 1000 })
    const result = await giveUp(effectOf('a', 1, 'port'), failure as ReturnType<typeof lastWord>)
    expect(result).toMatchObject({ type: 'effect.failed', why: 'switch down' })
    expect(rig.device.state).toBe('open')
    expect(await penalise()).toEqual(result)
  })
})
