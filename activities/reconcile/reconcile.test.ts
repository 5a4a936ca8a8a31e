import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createGiveUp } from '../perform/give-up.ts'
import { createRig, effectOf, grantTo, port } from '../perform/model/rig.ts'
import { effectEntryId, intentOf } from '../perform/records.ts'
import { closeIntents, type IntentDeps } from './close-intents.ts'
import { findOrphans, releaseOf } from './find-orphans.ts'
import { reconcileOnce } from './reconcile-once.ts'

let rig: Awaited<ReturnType<typeof createRig>>

beforeEach(async () => {
  rig = await createRig(inject('mongoUri'))
})

afterEach(() => rig.close())

const start = { ts: 0, key: '' }
const orphansOf = (isAlive: (holder: { caseId: string }) => Promise<boolean>) =>
  findOrphans({ targets: rig.penalties.targets, trail: rig.penalties.trail, isAlive })

const intentDeps = (alive: string[]): IntentDeps => ({
  db: rig.db,
  isAlive: async ({ caseId }) => alive.includes(caseId),
  giveUp: createGiveUp(rig.deps, { patience: 500 }),
})

async function penalise(caseId: string) {
  await grantTo(rig, caseId, 1)
  await rig.perform(effectOf(caseId, 1, 'port'))
}

test('a target held for a case that is gone is found and released, the living holder stays', async () => {
  await penalise('gone')
  await penalise('alive')
  const orphans = await orphansOf(async ({ caseId }) => caseId === 'alive')
  expect(orphans).toMatchObject([{ holder: { key: 'gone:1' }, why: 'its case is closed or unknown' }])
  for (const orphan of orphans) await rig.perform(releaseOf(orphan, 1000))
  expect(rig.device.state).toBe('closed')
  expect(await orphansOf(async () => true)).toEqual([])
  await rig.perform(effectOf('alive', 2, 'undo', 1))
  expect(rig.device.state).toBe('open')
})

test('a target whose living case was told that the penalty failed is found', async () => {
  await grantTo(rig, 'a', 1)
  rig.device.onClose = async (write) => {
    write()
    rig.device.onRead = () => Promise.reject(new Error('switch down'))
  }
  await expect(rig.perform(effectOf('a', 1, 'port'))).rejects.toThrow('switch down')
  const failure = { type: 'effect.failed', why: 'switch down', advice: 'look' } as const
  await createGiveUp(rig.deps, { patience: 300 })(effectOf('a', 1, 'port'), failure)
  const orphans = await orphansOf(async () => true)
  expect(orphans).toMatchObject([{ why: 'its case was told that the penalty failed' }])
  rig.device.onRead = async () => {}
  for (const orphan of orphans) await rig.perform(releaseOf(orphan, 1000))
  expect(rig.device).toMatchObject({ state: 'open', mark: null })
})

test('nothing is released when it cannot be found out whether a case lives', async () => {
  await penalise('a')
  await expect(orphansOf(() => Promise.reject(new Error('engine gone')))).rejects.toThrow('engine gone')
})

test('an intent of a dead case gets its outcome, what was written is taken back', async () => {
  await grantTo(rig, 'dead', 1)
  rig.device.onClose = async (write) => {
    write()
    rig.device.onRead = () => Promise.reject(new Error('worker killed'))
  }
  await expect(rig.perform(effectOf('dead', 1, 'port'))).rejects.toThrow()
  rig.device.onRead = async () => {}
  await rig.penalties.trail.append(intentOf(effectOf('dead', 2, 'wake')))
  const { closed, stuck } = await closeIntents(intentDeps([]), start, Date.now())
  expect(closed.map(({ effect, result }) => `${effect.kind} ${result.type}`)).toEqual([
    'port effect.failed',
    'wake effect.failed',
  ])
  expect(stuck).toEqual([])
  expect(rig.device).toMatchObject({ state: 'open', mark: null })
  expect(await rig.penalties.targets.read(port.id)).toMatchObject({ phase: 'free', holders: [] })
})

test('an intent of a living case is left to it, and looked at again the next time', async () => {
  await penalise('done')
  await rig.penalties.trail.append(intentOf(effectOf('busy', 1, 'wake')))
  const first = await closeIntents(intentDeps(['busy']), start, Date.now())
  expect(first.stuck).toMatchObject([{ caseId: 'busy', kind: 'wake' }])
  expect(await rig.penalties.trail.find(effectEntryId({ caseId: 'busy', seq: 1 }, 'outcome'))).toBeNull()
  const second = await closeIntents(intentDeps([]), first.next, Date.now())
  expect(second.closed).toMatchObject([{ effect: { caseId: 'busy' } }])
  expect((await closeIntents(intentDeps([]), second.next, Date.now())).closed).toEqual([])
})

const reconcile = (alive: string[]) =>
  reconcileOnce({
    ...intentDeps(alive),
    ...{ targets: rig.penalties.targets, trail: rig.penalties.trail, perform: rig.perform, longestEffect: 0 },
  })

test('a port that somebody else has changed is named each time, and released once that is healed', async () => {
  await penalise('gone')
  rig.device.mark = null
  for (let hour = 0; hour < 2; hour++) {
    const { released, unreleased } = await reconcile([])
    expect(released).toBe(0)
    expect(unreleased).toEqual([`${port.id}: somebody else changed it: closed, without our mark`])
  }
  rig.device.state = 'open'
  expect(await reconcile([])).toMatchObject({ released: 1, unreleased: [] })
  expect(await reconcile([])).toMatchObject({ released: 0, unreleased: [], closedIntents: 0 })
})

test('every intent is looked at once, those of living cases until they have ended', async () => {
  await rig.penalties.trail.append(intentOf(effectOf('busy', 1, 'wake')))
  expect(await reconcile(['busy'])).toMatchObject({ closedIntents: 0, stuck: ['busy:1 wake'] })
  expect(await reconcile([])).toMatchObject({ closedIntents: 1, stuck: [] })
  expect(await reconcile([])).toMatchObject({ closedIntents: 0, stuck: [] })
})
