import { describe, expect, test } from 'vitest'
import { type Conditions, decide, patience, type Wanted } from './decide.ts'
import { clockSkew, type Grant } from './grant.ts'
import type { HeldTarget, Stock } from './limits.ts'
import { ask, limits, open, port } from './test-asks.ts'

const nothing: Stock = { held: [], grants: [] }
const grantOf = (more: Partial<Grant> = {}): Grant => ({
  ...{ key: 'a:1', caseId: 'a', penalty: 'port', grantedAt: open.now - 1, validUntil: open.now + 1 },
  ...{ usedAt: null, returnedAt: null, ...more },
})
const heldPort = (where: string): HeldTarget => ({ penalty: 'port', switch: where, departments: [] })
const heldAccount = (...departments: string[]): HeldTarget => ({ penalty: 'userAccount', departments })
const times = (count: number, one: (index: number) => HeldTarget) =>
  Array.from({ length: count }, (_, index) => one(index))
const granted = (asks: Wanted[], stock: Stock, conditions: Conditions = open) =>
  decide(asks, stock, conditions)
    .filter(({ verdict }) => verdict === 'granted')
    .map(({ key }) => key)

describe('the gate decides', () => {
  test('what fits is granted, for as long as its evidence is fresh', () => {
    expect(decide([ask('a:1')], nothing, open)).toMatchObject([
      { key: 'a:1', verdict: 'granted', grant: { caseId: 'a:1', validUntil: open.now + open.grantFor } },
    ])
  })

  test('with the kill switch on, everything waits', () => {
    const killed = { ...open, killSwitch: { on: true, by: 'kim' } }
    expect(decide([ask('a:1')], nothing, killed)).toMatchObject([{ verdict: 'wait', rule: 'R12' }])
  })

  test('once the error breaker has tripped, everything waits, so that no rung is skipped', () => {
    const tripped = { ...open, breaker: '6 of 20 effects failed' }
    expect(decide([ask('a:1')], nothing, tripped)).toMatchObject([
      { verdict: 'wait', rule: 'R5', why: '6 of 20 effects failed; a person resets it: straggler start' },
    ])
  })

  test('in observe mode a penalty is refused, so that its rung is skipped', () => {
    const observe = { ...open, mode: () => 'observe' as const }
    expect(decide([ask('a:1')], nothing, observe)).toMatchObject([{ verdict: 'refused', rule: 'R1' }])
  })

  test('outside staffed hours a penalty waits', () => {
    const night = { ...open, unstaffed: 'nobody is there until Monday' }
    expect(decide([ask('a:1')], nothing, night)).toMatchObject([{ verdict: 'wait', rule: 'R15' }])
  })

  test('the most urgent band goes first, and in it whoever is overdue for longest', () => {
    const asks = [
      ask('late', { deadline: 3 }),
      ask('calm', { band: 'P4', deadline: 1 }),
      ask('early', { deadline: 2 }),
      ask('urgent', { band: 'P1', deadline: 9 }),
    ]
    const two = { ...open, limits: { ...limits, accountsHeld: 3 } }
    expect(granted(asks, nothing, two)).toEqual(['urgent', 'early', 'late'])
  })

  test('the same key asked twice takes one place', () => {
    const asks = [ask('a:1'), ask('a:1'), ...Array.from({ length: 9 }, (_, i) => ask(`b:${i}`))]
    expect(new Set(granted(asks, nothing)).size).toBe(limits.accountsHeld)
  })
})

describe('a key that was granted before', () => {
  const again = (grant: Partial<Grant>) => decide([port('a:1')], { held: [], grants: [grantOf(grant)] }, open)

  test('is granted again while it may still be used, and not stored again', () => {
    expect(again({})).toEqual([{ key: 'a:1', verdict: 'granted', grant: null }])
  })

  test('is decided on anew once it has lapsed unused, without counting against itself', () => {
    const asks = [port('a:1', { switch: 'sw-1' })]
    const lapsed = grantOf({ switch: 'sw-1', grantedAt: open.now - 1000, validUntil: open.now })
    const one = { ...limits, portsHeldPerSwitch: 1, portsPerHour: 1, portsPerMinutePerSwitch: 1 }
    const verdicts = decide(asks, { held: [], grants: [lapsed] }, { ...open, limits: one })
    expect(verdicts).toMatchObject([{ verdict: 'granted', grant: { grantedAt: open.now } }])
  })

  test('is refused once it was used or given back', () => {
    expect(again({ usedAt: 1 })).toMatchObject([{ verdict: 'refused', why: 'the grant is used up' }])
    expect(again({ returnedAt: 1 })).toMatchObject([{ verdict: 'refused', why: 'the grant was given back' }])
  })
})

describe('a limit', () => {
  test('that one switch has reached stops nobody on another switch behind it', () => {
    const stock = { held: times(2, () => heldPort('sw-1')), grants: [] }
    const asks = [port('a', { switch: 'sw-1' }), port('b', { switch: 'sw-1' }), port('c', { switch: 'sw-2' })]
    expect(granted(asks, stock)).toEqual(['c'])
  })

  test('of a switch counts the ports of which no switch is known', () => {
    const stock = { held: [heldPort('sw-1'), heldPort('sw-2')], grants: [] }
    expect(granted([port('a')], stock)).toEqual([])
  })

  test('of a department counts a target for all its holders', () => {
    const stock = { held: times(3, () => heldAccount('sales', 'lab')), grants: [] }
    expect(granted([ask('a', { department: 'lab' })], stock)).toEqual([])
    expect(granted([ask('a', { department: 'hall' })], stock)).toEqual(['a'])
  })

  test('still counts a grant that a slow clock may take for valid', () => {
    const one = { ...open, limits: { ...limits, portsHeld: 1 } }
    const stock = (validUntil: number): Stock => ({ held: [], grants: [grantOf({ validUntil })] })
    expect(granted([port('b')], stock(open.now - clockSkew + 1), one)).toEqual([])
    expect(granted([port('b')], stock(open.now - clockSkew), one)).toEqual(['b'])
  })
})

describe('an ask that needs two limits', () => {
  const department = 'lab'
  const waiting = (since: number) => ask('w', { department, deadline: 1, since })
  const rival = port('r', { department, deadline: 2, switch: 'sw-1' })
  const accountsFull = { held: times(7, () => heldAccount()), grants: [] }
  const tight = { ...open, limits: { ...limits, heldPerDepartment: 1 } }

  test('lets others pass while it waits', () => {
    expect(granted([waiting(open.now), rival], accountsFull, tight)).toEqual(['r'])
  })

  test('keeps its places from them once it has waited for long', () => {
    const long = waiting(open.now - patience)
    expect(granted([long, rival], accountsFull, tight)).toEqual([])
    expect(granted([long, rival], nothing, tight)).toEqual(['w'])
  })

  test('keeps them for one in each band only', () => {
    const long = [1, 2, 3].map((n) => ask(`w${n}`, { since: open.now - patience, deadline: n }))
    const asks = [
      ...long,
      port('r1', { switch: 'sw-1', deadline: 9 }),
      port('r2', { switch: 'sw-2', deadline: 9 }),
    ]
    const full = { ...open, limits: { ...limits, heldPerDepartment: 2 } }
    const inLab = asks.map((one) => ({ ...one, department }))
    expect(granted(inLab, accountsFull, full)).toEqual(['r1'])
  })
})
