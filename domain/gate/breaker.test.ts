import { describe, expect, test } from 'vitest'
import { type BreakerRule, breakerFault, resetAt, type Tallied } from './breaker.ts'

const minute = 60_000
const now = 1_000_000_000
const rule: BreakerRule = {
  limits: {
    failedPercent: 5,
    failedFrom: 5,
    failedWithin: 15 * minute,
    reversedPercent: 2,
    reversedWithin: 24 * 60 * minute,
    oldestRelease: 15 * minute,
  },
  unverifiedAfter: 10 * minute,
}

type How = NonNullable<Tallied['end']>['how']
const effect = (more: Partial<Tallied> = {}): Tallied => ({
  ...{ key: 'a:1', kind: 'port', orderedAt: now - minute, end: { at: now - 1, how: 'done' } },
  ...{ reversedAt: null, ...more },
})
const ended = (count: number, how: How, ago = 1) =>
  Array.from({ length: count }, () => effect({ end: { at: now - ago, how } }))
const reversed = (count: number) => Array.from({ length: count }, () => effect({ reversedAt: now - 1 }))
const undo = (of: string, orderedAgo: number, how: How | null) =>
  effect({ kind: 'undo', of, orderedAt: now - orderedAgo, end: how && { at: now - 1, how } })
const fault = (tally: Tallied[], reset = 0) => breakerFault(tally, rule, now, reset)

describe('failed effects (R5)', () => {
  test.each([
    ['5 % of them', [...ended(38, 'done'), ...ended(2, 'failed')], null],
    ['more than 5 %', [...ended(37, 'done'), ...ended(3, 'failed')], '3 of 40 effects failed'],
    ['one of a few is not yet a rate', [...ended(4, 'done'), ...ended(1, 'failed')], null],
    ['two of a few are', [...ended(3, 'done'), ...ended(2, 'failed')], '2 of 5 effects failed'],
    ['too few to judge by', ended(4, 'failed'), null],
    ['a conflict is unverified', [...ended(3, 'done'), ...ended(2, 'conflict')], '2 of 5'],
    ['a refusal is a rule at work', [...ended(3, 'done'), ...ended(9, 'refused')], null],
    ['too long ago', [...ended(5, 'done'), ...ended(9, 'failed', 15 * minute)], null],
  ])('%s', (_, tally, why) => {
    if (why === null) expect(fault(tally)).toBeNull()
    else expect(fault(tally)).toContain(why)
  })

  test('an effect without an outcome is unverified after its time', () => {
    const waiting = (ago: number) => [1, 2].map(() => effect({ orderedAt: now - ago, end: null }))
    expect(fault([...ended(9, 'done'), ...waiting(9 * minute)])).toBeNull()
    expect(fault([...ended(9, 'done'), ...waiting(10 * minute)])).toContain('2 of 11 effects')
  })
})

describe('reversed penalties (R5)', () => {
  test('one never trips it, however small the fleet; more than 2 % do', () => {
    expect(fault(reversed(1))).toBeNull()
    expect(fault(reversed(2))).toContain('2 penalties reversed by a person, 2 done in 1d')
    expect(fault([...ended(98, 'done'), ...reversed(2)])).toBeNull()
    expect(fault([...ended(97, 'done'), ...reversed(3)])).toContain('3 penalties reversed')
  })
})

describe('an unfinished release (R5)', () => {
  const late = 'a release is unfinished for more than 15m'

  test('trips it once it is older than 15 minutes', () => {
    expect(fault([undo('a:1', 15 * minute, null)])).toBeNull()
    expect(fault([undo('a:1', 15 * minute + 1, null)])).toBe(late)
  })

  test('is as old as its first try', () => {
    const tries = [undo('a:1', 20 * minute, 'failed'), undo('a:1', minute, null)]
    expect(fault(tries)).toBe(late)
    expect(fault([...tries, undo('a:1', minute, 'done')])).toBeNull()
  })

  test('that waits for a person after a conflict delays nobody', () => {
    expect(fault([undo('a:1', 20 * minute, 'conflict')])).toBeNull()
  })
})

describe('a reset by a person', () => {
  const tally = [...ended(5, 'failed'), ...reversed(3), undo('a:1', minute, null)]

  test('forgives what was ordered before it', () => {
    expect(fault(tally, now - 2 * minute)).not.toBeNull()
    expect(fault(tally, now - minute)).toBeNull()
  })

  test('is the moment at which the kill switch was lifted', () => {
    expect(resetAt(null)).toBe(0)
    expect(resetAt({ on: true, at: 5 })).toBe(0)
    expect(resetAt({ on: false, at: 5 })).toBe(5)
  })
})
