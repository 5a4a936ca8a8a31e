import { afterEach, expect, inject, test } from 'vitest'
import { mongoGrants } from '../../store/grants.ts'
import { giveBatch } from './grant-batch.ts'
import { askFor, grantedKeys, hold, openGate, release, type TestGate } from './test-gate.ts'

let gate: TestGate

afterEach(async () => {
  await gate.db.dropDatabase()
  await gate.close()
})

const open = async (accountsHeld: number) => {
  gate = await openGate(inject('mongoUri'), accountsHeld)
}
const asks = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => askFor(from + n))
const keys = (from: number, to: number) => asks(from, to).map(({ key }) => key)
const granted = async (all = asks(0, 500)) =>
  (await gate.activities.decideAsks(all)).answers.map(({ key }) => key)

test('500 asks at once: 37 fit, in the order of their deadlines, and the rest waits for a stated reason', async () => {
  await open(37)
  const began = performance.now()
  const { answers, waiting } = await gate.activities.decideAsks(asks(0, 500).reverse())
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(answers.map(({ key }) => key)).toEqual(keys(0, 37))
  const why = 'accounts held disabled is at its limit of 37'
  expect(waiting).toEqual([{ rule: 'R2/R3', why, asks: 463 }])
})

test('every place that is freed goes to the next', async () => {
  await open(3)
  expect(await granted()).toEqual(keys(0, 3))
  for (const key of keys(0, 3)) await hold(gate, key)
  expect(await granted(asks(3, 500))).toEqual([])
  await release(gate, 'case-1:1')
  expect(await granted(asks(3, 500))).toEqual(keys(3, 4))
})

test('runs of two gates that overlap never give more than one would', async () => {
  await open(37)
  const rivals = [0, 100, 200, 300].map((from) => gate.activities.decideAsks(asks(from, from + 60)))
  const answered = (await Promise.all(rivals)).flatMap(({ answers }) => answers)
  expect(answered).toHaveLength(37)
  expect(await grantedKeys(gate)).toHaveLength(37)
})

test('the same asks told to two runs at once get the same answers', async () => {
  await open(37)
  const [one, other] = await Promise.all([granted(), granted()])
  expect(one).toEqual(keys(0, 37))
  expect(other).toEqual(keys(0, 37))
})

test('a batch that a dead run left half stored is completed before anything is decided', async () => {
  await open(2)
  const store = mongoGrants(gate.db)
  const dead = { ...store, put: () => Promise.reject(new Error('kill -9')) }
  const at = Date.now()
  const lost = { grantedAt: at, validUntil: at + 60_000, usedAt: null, returnedAt: null }
  const grant = { key: 'lost:1', caseId: 'lost', penalty: 'machineAccount', ...lost } as const
  await expect(giveBatch(dead, 0, [grant])).rejects.toThrow('kill -9')
  expect(await granted()).toEqual(keys(0, 1))
  expect(await grantedKeys(gate)).toEqual(['case-0:1', 'lost:1'])
})

test('a grant that is given back frees its place, and its key is not granted again', async () => {
  await open(1)
  expect(await granted()).toEqual(keys(0, 1))
  await gate.activities.returnGrants(['case-0:1'])
  const { answers } = await gate.activities.decideAsks(asks(0, 3))
  expect(answers).toMatchObject([
    { key: 'case-0:1', verdict: 'refused', why: 'the grant was given back' },
    { key: 'case-1:1', verdict: 'granted' },
  ])
})
