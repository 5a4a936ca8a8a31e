import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { grantedKeys, hold, release } from '../../activities/gate/test-gate.ts'
import { grants } from '../../store/grants.ts'
import { setKillSwitch } from '../../store/settings.ts'
import { gateNow } from './contract.ts'
import { answersOf, openSystem, prepareScene, type Scene, type TestSystem } from './test-system.ts'

// Far less on an idle machine; other test files may be using it as well.
const patience = 400_000
let system: TestSystem
let scene: Scene

beforeAll(async () => {
  system = await openSystem()
})
afterAll(() => system.close())
afterEach(() => scene.close())

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `case-${from + n}:1`)
const openGrants = async () => {
  const open = grants(scene.store.db).find({ usedAt: null, returnedAt: null })
  return (await open.toArray()).map(({ _id }) => _id)
}
const granted = async (count: number) => {
  await expect.poll(async () => (await grantedKeys(scene.store)).length, { timeout: 60_000 }).toBe(count)
  // Whoever is granted too much is granted it soon after.
  await sleep(1000)
  return new Set(await grantedKeys(scene.store))
}

test(
  '500 cases ask at once: all are answered, limits hold exactly, the kill switch stops all',
  async () => {
    scene = await prepareScene(system, { accountsHeld: 37, cases: 500, lookEvery: 300 })
    await scene.startWorker()
    expect(await granted(37)).toEqual(new Set(keys(0, 37)))
    expect(await answersOf(scene.cases.slice(0, 37))).toEqual(
      keys(0, 37).map((key) => [{ type: 'granted', key }]),
    )
    const why = 'accounts held disabled is at its limit of 37'
    expect(await scene.gate.query(gateNow)).toMatchObject({ asks: 463, waiting: [{ why, asks: 463 }] })

    await Promise.all(keys(0, 37).map((key) => hold(scene.store, key)))
    await Promise.all(keys(10, 15).map((key) => release(scene.store, key)))
    expect(await granted(42)).toEqual(new Set(keys(0, 42)))

    const stop = (on: boolean) =>
      setKillSwitch(scene.store.db, { on, by: 'kim', reason: 'test', at: Date.now() })
    await stop(true)
    await sleep(1000)
    await Promise.all(keys(0, 5).map((key) => release(scene.store, key)))
    expect(await granted(42)).toHaveLength(42)
    expect((await scene.gate.query(gateNow)).waiting).toMatchObject([{ rule: 'R12', asks: 458 }])
    await stop(false)
    expect(await granted(47)).toEqual(new Set(keys(0, 47)))

    await scene.killWorker()
    await scene.startWorker(500)
    const answers = await answersOf(scene.cases)
    await system.replay(await scene.gate.fetchHistory())
    expect(answers).toEqual(keys(0, 500).map((key) => [{ type: 'granted', key }]))
  },
  patience,
)

test(
  'kill -9 and continue-as-new in the middle: nothing is lost, nothing is granted twice',
  async () => {
    const limit = 20
    const all = 200
    const scenery = { accountsHeld: limit, cases: all, listen: 5000, lookEvery: 200, eventsPerRun: 150 }
    scene = await prepareScene(system, scenery)
    const first = (await scene.gate.describe()).runId
    await scene.startWorker()

    const done = new Set<string>()
    const held = new Set<string>()
    const kills = [1, 40, 41, 100, 150]
    while (done.size < all) {
      const open = await openGrants()
      expect(open.length + held.size).toBeLessThanOrEqual(limit)
      // Grants were just given, and their cases may not have been told yet.
      if (done.size + held.size + open.length >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
        kills.shift()
        await scene.killWorker()
        await scene.startWorker()
      }
      const used = open.filter((key) => system.told.has(key))
      await Promise.all(used.map((key) => hold(scene.store, key)))
      for (const key of used) held.add(key)
      const ending = [...held].slice(0, limit / 2)
      await Promise.all(ending.map((key) => release(scene.store, key)))
      for (const key of ending) held.delete(key)
      for (const key of ending) done.add(key)
      await sleep(20)
    }

    expect(done).toEqual(new Set(keys(0, all)))
    expect(await answersOf(scene.cases)).toEqual(keys(0, all).map((key) => [{ type: 'granted', key }]))
    expect((await scene.gate.describe()).runId).not.toBe(first)
    await system.replay(await scene.gate.fetchHistory())
  },
  patience,
)

test('the grant of a case that has ended meanwhile goes to the next', async () => {
  scene = await prepareScene(system, { accountsHeld: 1, cases: 2, lookEvery: 300 })
  await scene.cases[0]?.terminate()
  await scene.startWorker()
  expect(await scene.cases[1]?.result()).toEqual([{ type: 'granted', key: 'case-1:1' }])
  expect(await grants(scene.store.db).findOne({ _id: 'case-0:1' })).toMatchObject({
    usedAt: null,
    returnedAt: expect.any(Number),
  })
})
