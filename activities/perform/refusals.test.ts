import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { markGrantReturned, markGrantUsed } from '../../store/grants.ts'
import { setKillSwitch } from '../../store/settings.ts'
import { hostTrail } from '../../trail/read.ts'
import { createRig, effectOf, grantTo, port } from './model/rig.ts'
import { createPerform } from './perform.ts'

let rig: Awaited<ReturnType<typeof createRig>>

beforeEach(async () => {
  rig = await createRig(inject('mongoUri'))
})

afterEach(() => rig.close())

const penalise = () => rig.perform(effectOf('a', 1, 'port'))
const phase = async () => (await rig.penalties.targets.read(port.id))?.phase
const kindsOf = async (caseId: string) =>
  (await hostTrail(rig.db, `host-of-${caseId}`)).map(({ kind, action }) => `${kind} ${action}`)

describe('a penalty is refused at the last moment', () => {
  const reasons: [string, string, () => unknown][] = [
    ['without a grant', 'R2', () => rig.db.collection('grants').deleteMany({})],
    [
      'with a lapsed grant',
      'R2',
      () => rig.db.collection('grants').updateMany({}, { $set: { validUntil: 1 } }),
    ],
    ['with a grant that was given back', 'R2', () => markGrantReturned(rig.db, 'a:1', 1)],
    ['with a grant that was used before', 'R2', () => markGrantUsed(rig.db, 'a:1', 1)],
    [
      'under the kill switch',
      'R12',
      () => setKillSwitch(rig.db, { on: true, by: 'ann', reason: 'test', at: 1 }),
    ],
    [
      'on a protected port',
      'R8',
      () => {
        rig.device.refusal = { rule: 'R8', why: 'an uplink' }
      },
    ],
    [
      'where the host is not found',
      'R8',
      () => {
        rig.device.found = { refusal: { rule: 'R8', why: 'not on any port' } }
      },
    ],
    [
      'in observe mode',
      'R1',
      () => {
        rig.penalties.permit = async () => ({ rule: 'R1', why: 'observe' })
      },
    ],
  ]

  test.each(reasons)('%s', async (_, rule, prepare) => {
    await grantTo(rig, 'a', 1)
    await prepare()
    expect(await penalise()).toMatchObject({ type: 'effect.refused', rule })
    expect(rig.device.writes).toEqual([])
    expect((await phase()) ?? 'free').toBe('free')
    expect((await kindsOf('a')).at(-1)).toBe('outcome port')
  })

  test('when the kill switch cannot be read, it is tried again, and nothing is written', async () => {
    await grantTo(rig, 'a', 1)
    rig.penalties.killSwitch = () => Promise.reject(new Error('store gone'))
    await expect(penalise()).rejects.toThrow('store gone')
    expect(rig.device.writes).toEqual([])
    expect(await phase()).toBe('free')
  })
})

test('other effects have an intent and an outcome too, and are refused by mode and kill switch', async () => {
  expect(await rig.perform(effectOf('a', 1, 'wake'))).toEqual({ type: 'answered', sign: 'ping' })
  expect(await kindsOf('a')).toEqual(['intent wake', 'outcome wake'])
  const observing = createPerform({ ...rig.deps, permit: async () => ({ rule: 'R1', why: 'would wake' }) })
  expect(await observing(effectOf('a', 2, 'wake'))).toMatchObject({ type: 'effect.refused', rule: 'R1' })
  await setKillSwitch(rig.db, { on: true, by: 'ann', reason: 'test', at: 1 })
  expect(await rig.perform(effectOf('a', 3, 'wake'))).toMatchObject({ type: 'effect.refused', rule: 'R12' })
})
