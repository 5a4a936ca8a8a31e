import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openStore, type Store } from '../store/database.ts'
import { createTrail, type Trail, TrailContradiction } from './append.ts'
import { entries, heads, prepareTrail } from './documents.ts'
import type { EntryDraft } from './entry.ts'
import { exportTrail } from './export.ts'
import { hostTrail, type TailCursor, trailTail } from './read.ts'
import { verifyTrail } from './verify.ts'

let store: Store
let trail: Trail

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), `trail-${randomUUID()}`)
  await prepareTrail(store.db)
  trail = createTrail(store.db, { log: 'test', gitSha: 'abc' })
})

afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const draft = (hostRef: string, step: number, more: Partial<EntryDraft> = {}): EntryDraft => ({
  hostRef,
  scope: `case-of-${hostRef}`,
  step: String(step),
  kind: 'intent',
  actor: { type: 'system', ref: 'worker' },
  action: 'wake',
  ...more,
})

const verify = (hostRef?: string) => verifyTrail(exportTrail(store.db, hostRef))

describe('append', () => {
  test('chains the entries of a host', async () => {
    const first = await trail.append(draft('chained', 1))
    const second = await trail.append(draft('chained', 2))
    expect([first.hostSeq, second.hostSeq]).toEqual([1, 2])
    expect(first.prev).toBe('')
    expect(second.prev).toMatch(/^[0-9a-f]{64}$/)
    expect(await verify('chained')).toEqual({ entries: 2, hosts: 1, faults: [] })
  })

  test('gives back the stored entry when the same step is told again', async () => {
    const first = await trail.append(draft('again', 1))
    await trail.append(draft('again', 2))
    const again = await trail.append(draft('again', 1, { corr: { attempt: 2 } }))
    expect(again).toEqual(first)
    expect(await hostTrail(store.db, 'again')).toHaveLength(2)
  })

  test('refuses to tell one step in two ways', async () => {
    await trail.append(draft('contradicted', 1))
    const other = trail.append(draft('contradicted', 1, { action: 'ticket' }))
    await expect(other).rejects.toThrow(TrailContradiction)
    expect(await hostTrail(store.db, 'contradicted')).toMatchObject([{ action: 'wake' }])
  })

  test('leaves no gap when many write at once, each entry three times', async () => {
    const steps = Array.from({ length: 25 }, (_, step) => step)
    const writers = [...steps, ...steps, ...steps].map((step) => trail.append(draft('crowded', step)))
    await Promise.all(writers)
    const chain = await hostTrail(store.db, 'crowded')
    expect(chain.map(({ hostSeq }) => hostSeq)).toEqual(steps.map((step) => step + 1))
    expect(new Set(chain.map(({ step }) => step)).size).toBe(25)
    expect((await verify('crowded')).faults).toEqual([])
  })

  test('goes on after a writer died before it moved the head', async () => {
    await trail.append(draft('crashed', 1))
    await trail.append(draft('crashed', 2))
    await heads(store.db).deleteOne({ _id: 'crashed' })
    expect((await verify('crashed')).faults).toEqual([])
    expect((await trail.append(draft('crashed', 2))).hostSeq).toBe(2)
    expect((await trail.append(draft('crashed', 3))).hostSeq).toBe(3)
    expect((await verify('crashed')).faults).toEqual([])
  })

  test.each([
    ['a float', { n: 0.5 }, 'after.n is 0.5'],
    ['null', { n: null }, 'after.n is null'],
    ['a boolean', { list: [true] }, 'after.list[0] is boolean'],
    ['a lone surrogate', { text: '\ud800' }, 'after.text holds a lone surrogate'],
  ])('refuses %s', async (_, after, fault) => {
    const wrong = trail.append(draft('unfit', 1, { after: after as never }))
    await expect(wrong).rejects.toThrow(fault)
  })
})

describe('verify against the stored trail', () => {
  test('notices an entry that was changed in the database', async () => {
    for (const step of [1, 2, 3]) await trail.append(draft('forged', step))
    const { bytes } = (await entries(store.db).findOne({ _id: 'forged:2' })) ?? { bytes: '' }
    const forged = bytes.replace('"wake"', '"note"')
    await entries(store.db).updateOne({ _id: 'forged:2' }, { $set: { bytes: forged } })
    expect((await verify('forged')).faults).toMatchObject([{ hostSeq: 3, what: 'wrong prev' }])
  })

  test.each([
    [2, 'gap', 3],
    [3, 'gap', 3],
  ])('notices that number %i was deleted', async (deleted, what, hostSeq) => {
    const host = `deleted-${deleted}`
    for (const step of [1, 2, 3]) await trail.append(draft(host, step))
    await entries(store.db).deleteOne({ _id: `${host}:${deleted}` })
    expect((await verify(host)).faults).toMatchObject([{ hostSeq, what }])
  })
})

test('the tail gives every entry once, in pages', async () => {
  const db = (await openStore(inject('mongoUri'), `tail-${randomUUID()}`)).db
  await prepareTrail(db)
  let ts = 1000
  const slow = createTrail(db, { log: 'test', gitSha: 'abc', now: () => Math.floor(ts++ / 3) })
  for (let step = 1; step <= 10; step++) await slow.append(draft(step % 2 ? 'odd' : 'even', step))
  const seen: string[] = []
  let after: TailCursor = { ts: 0, key: '' }
  for (;;) {
    const page = await trailTail(db, { after, limit: 3 })
    if (page.items.length === 0) break
    seen.push(...page.items.map(({ step }) => step))
    after = page.next
  }
  expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '10',
  ])
  await db.dropDatabase()
  await db.client.close()
})
