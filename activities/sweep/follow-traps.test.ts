import { expect, it } from 'vitest'
import type { TrapNews } from '../switch/parse-trap.ts'
import { followTraps } from './follow-traps.ts'

const linkUp = (ifIndex: number): TrapNews => ({ kind: 'linkUp', ifIndex })

/** A switch on which each read takes a moment; `silent` are the ports nobody has spoken on. */
function follow(silent: Set<number>, patience = 10_000) {
  const reads: TrapNews[][] = []
  let atOnce = 0
  const follower = followTraps(
    async (traps) => {
      atOnce += 1
      expect(atOnce).toBe(1)
      reads.push(traps)
      await new Promise((done) => setTimeout(done, 20))
      atOnce -= 1
      return traps.filter(({ ifIndex = 0 }) => silent.has(ifIndex))
    },
    { apart: 30, patience },
  )
  return { reads, follower }
}

it('reads at once, and a burst together in the next read', async () => {
  const { reads, follower } = follow(new Set())
  follower.hear(linkUp(1))
  await expect.poll(() => reads).toHaveLength(1)
  for (const port of [2, 3, 4, 3, 2]) follower.hear(linkUp(port))
  await expect.poll(() => reads).toHaveLength(2)
  expect(reads).toEqual([[linkUp(1)], [linkUp(2), linkUp(3), linkUp(4)]])
})

it('reads again until somebody has spoken on the port', async () => {
  const silent = new Set([7])
  const { reads, follower } = follow(silent)
  follower.hear(linkUp(7))
  await expect.poll(() => reads.length).toBeGreaterThanOrEqual(3)
  silent.clear()
  const before = reads.length
  await expect.poll(() => reads.length).toBeGreaterThan(before)
  const after = reads.length
  await new Promise((done) => setTimeout(done, 500))
  expect(reads).toHaveLength(after)
})

it('gives a port up on which nobody speaks', async () => {
  const { reads, follower } = follow(new Set([7]), 100)
  follower.hear(linkUp(7))
  await new Promise((done) => setTimeout(done, 600))
  const { length } = reads
  await new Promise((done) => setTimeout(done, 300))
  expect(reads).toHaveLength(length)
})

it('a silent port keeps no other port waiting', async () => {
  const { reads, follower } = follow(new Set([7]))
  follower.hear(linkUp(7))
  await expect.poll(() => reads.length).toBeGreaterThanOrEqual(4)
  const heard = performance.now()
  follower.hear(linkUp(8))
  await expect.poll(() => reads.flat(), { interval: 5 }).toContainEqual(linkUp(8))
  expect(performance.now() - heard).toBeLessThan(1000)
  follower.stop()
})

it('a read that fails is tried again', async () => {
  let tries = 0
  const follower = followTraps(
    async () => {
      tries += 1
      if (tries === 1) throw new Error('no answer')
      return []
    },
    { apart: 10 },
  )
  follower.hear(linkUp(1))
  await expect.poll(() => tries).toBe(2)
})

it('takes a flood of forged traps for a restart, and keeps no list of them', async () => {
  const { reads, follower } = follow(new Set(Array.from({ length: 5000 }, (_, port) => port)))
  for (let port = 0; port < 5000; port++) follower.hear(linkUp(port))
  await expect.poll(() => reads.length).toBeGreaterThanOrEqual(1)
  expect(reads[0]).toContainEqual({ kind: 'restarted' })
  expect(reads[0]?.length).toBeLessThanOrEqual(400)
  follower.stop()
})
