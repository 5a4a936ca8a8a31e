import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { begin, confirm, newTarget, type Target } from '../domain/target.ts'
import { openStore, type Store } from './database.ts'
import { memoryTargets } from './memory-targets.ts'
import { mongoTargets, prepareTargets, type TargetStore } from './targets.ts'

let store: Store

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), `targets-${randomUUID()}`)
  await prepareTargets(store.db)
})

afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const implementations: [string, () => TargetStore][] = [
  ['MongoDB', () => mongoTargets(store.db)],
  ['memory', memoryTargets],
]

const fresh = (id: string) => newTarget({ id, kind: 'port', name: id, locator: { ifName: id, index: 7 } })

const held = (target: Target, key: string) => {
  const holder = { key, caseId: 'c', hostRef: 'h', since: 1, until: 2 }
  return begin(target, target, holder, { up: true, alias: null, status: 1 }, { key, deadline: 3 })
}

describe.each(implementations)('targets in %s', (_, create) => {
  test('gives back exactly what was stored', async () => {
    const targets = create()
    const target = held(fresh('exact'), 'c:1')
    await targets.insert(fresh('exact'))
    expect(await targets.replace(target)).toBe(true)
    expect(await targets.read('exact')).toEqual(target)
    expect(await targets.heldBy('c:1')).toEqual(target)
    expect(await targets.read('unknown')).toBeNull()
    expect(await targets.heldBy('c:unknown')).toBeNull()
  })

  test('inserts a target once', async () => {
    const targets = create()
    const inserted = await Promise.all(Array.from({ length: 5 }, () => targets.insert(fresh('once'))))
    expect(inserted.filter(Boolean)).toHaveLength(1)
  })

  test('lets one of many successors through', async () => {
    const targets = create()
    await targets.insert(fresh('raced'))
    const keys = Array.from({ length: 20 }, (_, n) => `c:${n + 100}`)
    const won = await Promise.all(keys.map((key) => targets.replace(held(fresh('raced'), key))))
    expect(won.filter(Boolean)).toHaveLength(1)
    const winner = keys[won.indexOf(true)]
    expect((await targets.read('raced'))?.holders.map(({ key }) => key)).toEqual([winner])
  })

  test('refuses a successor of what is no longer there', async () => {
    const targets = create()
    await targets.insert(fresh('stale'))
    const first = held(fresh('stale'), 'c:50')
    await targets.replace(first)
    expect(await targets.replace(held(fresh('stale'), 'c:51'))).toBe(false)
    expect(await targets.replace(confirm(first))).toBe(true)
  })

  test('lists what is held', async () => {
    const targets = create()
    await targets.insert(fresh('idle'))
    await targets.insert(fresh('busy'))
    await targets.replace(held(fresh('busy'), 'c:60'))
    const ids: string[] = []
    for await (const { id } of targets.held()) ids.push(id)
    expect(ids).toContain('busy')
    expect(ids).not.toContain('idle')
  })
})
