import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { openStore, type Store } from './database.ts'
import { claimTelling, saveSighting, sightings } from './sightings.ts'

let store: Store
beforeAll(async () => {
  store = await openStore(inject('mongoUri'), 'sightings_test')
})
beforeEach(() => sightings(store.db).deleteMany({}))
afterAll(() => store.close())

const seen = (seenAt: number) => saveSighting(store.db, { _id: 'h1', seenAt, source: 'forwarding table' })

test('of many who saw a host at once, one tells its case', async () => {
  await seen(5_000)
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimTelling(store.db, 'h1', 5_000, 1_000)),
  )
  expect(claims.filter(Boolean)).toHaveLength(1)
})

test('a case is told again once the interval is over', async () => {
  await seen(5_000)
  expect(await claimTelling(store.db, 'h1', 5_000, 1_000)).toBe(true)
  await seen(5_500)
  expect(await claimTelling(store.db, 'h1', 5_500, 1_000)).toBe(false)
  await seen(6_000)
  expect(await claimTelling(store.db, 'h1', 6_000, 1_000)).toBe(true)
})
