import fc from 'fast-check'
import { MongoClient } from 'mongodb'
import { afterAll, expect, inject, test } from 'vitest'
import { type Finding, patchStates } from '../domain/finding.ts'
import { findings, findingsByHost, findingsOf, hostsHeardOf, saveFindings } from './findings.ts'

const client = new MongoClient(inject('mongoUri'), { retryWrites: false })
afterAll(() => client.close())
let number = 0
const database = () => {
  number += 1
  return client.db(`findings-${process.pid}-${number}`)
}

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`
const finding = (state: Finding['state'], day: number, updateId = 'KB1') => ({
  hostRef: 'h1',
  finding: { hostname: 'ws-1', updateId, state, cves: [], observedAt: at(day) },
})

test('the newest word wins in whatever order reports are applied, and applying again changes nothing', async () => {
  const db = database()
  await saveFindings(db, 'wsus', 'r2', [finding('patched', 20)])
  await saveFindings(db, 'wsus', 'r1', [finding('missing', 10)])
  const before = await findings(db).find().toArray()
  await saveFindings(db, 'wsus', 'r1', [finding('missing', 10)])
  expect(await findings(db).find().toArray()).toEqual(before)
  expect(await findingsOf(db, 'h1')).toMatchObject([
    { state: 'patched', observedAt: at(20), unpatchedSince: at(10) },
  ])
})

test('unknown takes no word back', async () => {
  const db = database()
  await saveFindings(db, 'wsus', 'r1', [finding('patched', 10)])
  await saveFindings(db, 'wsus', 'r2', [finding('unknown', 20), finding('unknown', 20, 'KB2')])
  const [first, second] = await findingsOf(db, 'h1')
  expect(first).toMatchObject({ updateId: 'KB1', state: 'patched', observedAt: at(10) })
  expect(second).toMatchObject({ updateId: 'KB2', state: 'unknown' })
})

test('any order of the same words ends in the same findings', async () => {
  const word = fc.tuple(fc.constantFrom(...patchStates), fc.integer({ min: 1, max: 4 }))
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
      const [one, other] = [database(), database()]
      for (const [state, day] of words) await saveFindings(one, 'wsus', 'r', [finding(state, day)])
      for (const [state, day] of words.toReversed())
        await saveFindings(other, 'wsus', 'r', [finding(state, day)])
      expect(await findingsOf(one, 'h1')).toEqual(await findingsOf(other, 'h1'))
    }),
    { numRuns: 15 },
  )
})

test('10,000 findings are read host by host in one pass, only those that are wanted', async () => {
  const db = database()
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    ...finding('missing', 10, `KB${n % 5}`),
    hostRef: `h${Math.floor(n / 5)}`,
  }))
  await saveFindings(db, 'wsus', 'r1', many)
  const seen: string[] = []
  for await (const { hostRef, findings: own } of findingsByHost(db, new Set(['h7', 'h1999', 'h0']))) {
    expect(own).toHaveLength(5)
    seen.push(hostRef)
  }
  expect(seen.toSorted()).toEqual(['h0', 'h1999', 'h7'])
  expect((await hostsHeardOf(db, at(10))).size).toBe(2000)
  expect((await hostsHeardOf(db, at(11))).size).toBe(0)
})
