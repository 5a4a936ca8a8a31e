import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reading, TargetRef } from '../../domain/target.ts'
import type { Penalisable } from '../penalisable.ts'
import { type HeldLine, heldFile } from './held-file.ts'
import { readHeld } from './read-held.ts'
import { type OfflineUndo, undoOffline } from './undo-offline.ts'

let directory: string
let file: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'straggler-held-'))
  file = join(directory, 'held')
})

afterEach(() => rm(directory, { recursive: true }))

const port = (name: string): TargetRef => ({
  id: `port:${name}`,
  kind: 'port',
  name,
  locator: { ifName: name },
})

const attempt = (name: string, key: string): HeldLine => ({
  ...{ v: 1, event: 'attempting', at: 1, key, target: port(name) },
  ...{ prior: { adminStatus: 1 }, byHand: `snmpset ${name}` },
})

const progress = (name: string, key: string, event: 'held' | 'restoring' | 'released'): HeldLine => ({
  ...{ v: 1, event, at: 2, key, target: port(name) },
})

const closedBy = (mark: Reading['mark']): Reading => ({ state: 'closed', mark, prior: { adminStatus: 2 } })
const open: Reading = { state: 'open', mark: null, prior: { adminStatus: 1 } }

/** Failing devices cannot be provoked otherwise; the adapters' own tests use real ones. */
function devices(readings: Record<string, Reading | Error>) {
  const reopened: string[] = []
  const penalisable = {
    async read({ name }: TargetRef) {
      const reading = readings[name]
      if (!reading || reading instanceof Error) throw reading
      return reading
    },
    async reopen({ name }: TargetRef) {
      reopened.push(name)
      readings[name] = open
    },
  } as unknown as Penalisable
  return { penalisables: { port: penalisable }, reopened }
}

async function undo(readings: Record<string, Reading | Error>, dryRun = false) {
  const { penalisables, reopened } = devices(readings)
  const ends: OfflineUndo[] = []
  for await (const end of undoOffline({ files: [file], penalisables, dryRun })) ends.push(end)
  return { results: ends.map(({ name, result }) => `${name}: ${result}`), reopened, ends }
}

const write = async (...lines: HeldLine[]) => {
  for (const line of lines) await heldFile(file).append(line)
}

describe('undo --offline', () => {
  test('restores what we closed and notes it, so that a second time does nothing', async () => {
    await write(attempt('1', 'c:7'), progress('1', 'c:7', 'held'))
    expect(await undo({ 1: closedBy('c:7') })).toMatchObject({ results: ['1: restored'], reopened: ['1'] })
    expect(await undo({ 1: closedBy('c:7') })).toMatchObject({ results: [], reopened: [] })
  })

  test('writes nothing in a dry run', async () => {
    await write(attempt('1', 'c:7'))
    const before = await readFile(file, 'utf8')
    expect(await undo({ 1: closedBy('c:7') }, true)).toMatchObject({
      results: ['1: would restore'],
      reopened: [],
    })
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  test.each<[string, Reading, HeldLine['event'], string]>([
    ['closed by somebody else', closedBy(null), 'held', 'left alone'],
    ['closed for another effect', closedBy('c:8'), 'held', 'left alone'],
    ['closed and unmarkable, seen to be done', closedBy(undefined), 'held', 'restored'],
    ['closed and unmarkable, interrupted while closing', closedBy(undefined), 'attempting', 'left alone'],
    ['closed and unmarkable, interrupted while restoring', closedBy(undefined), 'restoring', 'left alone'],
    ['open', open, 'held', 'open already'],
    ['open with our mark', { ...open, mark: 'c:7' }, 'attempting', 'open already'],
  ])('a target that is %s', async (_, reading, last, result) => {
    await write(attempt('1', 'c:7'))
    if (last !== 'attempting') await write(progress('1', 'c:7', last as 'held'))
    const done = await undo({ 1: reading })
    expect(done.results).toEqual([`1: ${result}`])
    expect(done.reopened).toEqual(result === 'restored' || reading.mark === 'c:7' ? ['1'] : [])
  })

  test('goes on with the next target when one device does not answer, and says how to do it by hand', async () => {
    await write(attempt('1', 'c:7'), { ...attempt('2', 'c:9'), at: 5 })
    const { ends } = await undo({ 1: closedBy('c:7'), 2: new Error('no answer') })
    expect(ends).toMatchObject([
      { name: '2', result: 'failed', detail: 'no answer; by hand: snmpset 2' },
      { name: '1', result: 'restored' },
    ])
  })

  test('reads around a line that a crash has torn', async () => {
    await write(attempt('1', 'c:7'))
    await appendFile(file, '\n{"v":1,"event":"attempt')
    await write(attempt('2', 'c:9'))
    const { unreleased, unreadable } = await readHeld([file])
    expect(unreleased.map(({ attempt }) => attempt.target.name).toSorted()).toEqual(['1', '2'])
    expect(unreadable).toEqual([`${file}:3`])
  })

  test('takes a release for what it is when it stands in another worker’s file', async () => {
    const other = join(directory, 'a-file-that-sorts-first')
    await write(attempt('1', 'c:7'), progress('1', 'c:7', 'held'))
    await heldFile(other).append({ ...progress('1', 'c:7', 'released'), at: 3 })
    expect((await readHeld([other, file])).unreleased).toEqual([])
  })

  test('keeps lines whole when many are written at once', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => heldFile(file).append(attempt(String(n), `c:${n}`))),
    )
    expect((await readHeld([file])).unreleased).toHaveLength(50)
  })
})
