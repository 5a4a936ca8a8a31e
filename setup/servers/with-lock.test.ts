import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepInCache } from './keep-in-cache.ts'
import { withLock } from './with-lock.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lock-'))
})

afterEach(() => rm(directory, { recursive: true }))

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid as number
}

test('one at a time, also for those who find the lock of a dead process', async () => {
  const lock = join(directory, 'lock')
  await writeFile(lock, `${await deadPid()}`)
  let inside = 0
  const seen: number[] = []
  const work = async () => {
    inside += 1
    seen.push(inside)
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 5 }, () => withLock(lock, work)))
  expect(seen).toEqual([1, 1, 1, 1, 1])
  expect(await readdir(directory)).toEqual([])
})

test('the lock is given back when the work fails', async () => {
  const lock = join(directory, 'lock')
  const failing = () => Promise.reject(new Error('no'))
  await expect(withLock(lock, failing)).rejects.toThrow('no')
  expect(await withLock(lock, async () => 'free')).toBe('free')
})

test('two set-ups at once build once, and a failed build leaves nothing', async () => {
  const target = join(directory, 'built')
  let builds = 0
  const build = async (unfinished: string) => {
    builds += 1
    await writeFile(join(unfinished, 'file'), '')
  }
  const failing = async (unfinished: string) => {
    await build(unfinished)
    throw new Error('no compiler')
  }
  await expect(keepInCache(target, () => {}, failing)).rejects.toThrow('no compiler')
  expect(await readdir(directory)).toEqual([])
  await Promise.all([keepInCache(target, () => {}, build), keepInCache(target, () => {}, build)])
  expect(builds).toBe(2)
  expect(await readdir(target)).toEqual(['file'])
})
