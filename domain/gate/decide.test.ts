import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PenaltyKind, penaltyKinds } from '../rung.ts'
import { type Conditions, decide } from './decide.ts'
import { type GateLimits, isAccount, type Stock } from './limits.ts'

const limits: GateLimits = {
  accountsPerHour: 20,
  accountsPerDay: 50,
  portsPerHour: 10,
  portsPerHourPerSwitch: 2,
  portsPerMinutePerSwitch: 2,
  accountsHeld: 7,
  portsHeld: 4,
  portsHeldPerSwitch: 2,
  heldPerDepartment: 3,
}
const open: Conditions = {
  killSwitch: null,
  mode: () => 'auto',
  outsideStaffedHours: null,
  limits,
  now: 1_000_000_000,
  grantFor: 600_000,
}
const nothing: Stock = { held: [], grants: [] }
const ask = (key: string, penalty: PenaltyKind = 'machineAccount', more = {}) => ({ key, penalty, ...more })

describe('the gate decides', () => {
  test('what fits is granted', () => {
    expect(decide([ask('a:1')], nothing, open)).toEqual([{ key: 'a:1', verdict: 'granted' }])
  })

  test('with the kill switch on, everything waits', () => {
    const killed = { ...open, killSwitch: { on: true, by: 'kim' } }
    expect(decide([ask('a:1')], nothing, killed)).toMatchObject([{ verdict: 'wait', rule: 'R12' }])
  })

  test('in observe mode a penalty is refused, so that its rung is skipped', () => {
    const observe = { ...open, mode: () => 'observe' as const }
    expect(decide([ask('a:1')], nothing, observe)).toMatchObject([{ verdict: 'refused', rule: 'R1' }])
  })

  test('outside staffed hours a penalty waits', () => {
    const night = { ...open, outsideStaffedHours: 'Monday 08:00' }
    expect(decide([ask('a:1')], nothing, night)).toMatchObject([{ verdict: 'wait', rule: 'R15' }])
  })

  test('the same key asked twice takes one place', () => {
    const [first, second] = decide([ask('a:1'), ask('a:1')], nothing, open)
    expect([first?.verdict, second?.verdict]).toEqual(['granted', 'granted'])
    const rest = Array.from({ length: 9 }, (_, i) => ask(`b:${i}`))
    const granted = decide([ask('a:1'), ask('a:1'), ...rest], nothing, open).filter(
      ({ verdict }) => verdict === 'granted',
    )
    expect(new Set(granted.map(({ key }) => key)).size).toBe(limits.accountsHeld)
  })
})

describe('a key that was granted before', () => {
  const granted = (openUntil: number | null): Stock => ({
    held: [],
    grants: [{ key: 'a:1', penalty: 'port', grantedAt: open.now - 1, openUntil }],
  })

  test('is granted again while it may still be used', () => {
    expect(decide([ask('a:1', 'port')], granted(open.now + 1), open)).toMatchObject([{ verdict: 'granted' }])
  })

  test('is refused once it was used: a released penalty is not done again under its old grant', () => {
    expect(decide([ask('a:1', 'port')], granted(null), open)).toMatchObject([{ verdict: 'refused' }])
  })
})

const counted = fc.record(
  {
    penalty: fc.constantFrom(...penaltyKinds),
    switch: fc.constantFrom('sw-1', 'sw-2'),
    department: fc.constantFrom('sales', 'lab'),
  },
  { requiredKeys: ['penalty'] },
)

test('I6: held and granted together never exceed a stock limit, whatever is asked in whatever order', () => {
  fc.assert(
    fc.property(
      fc.array(counted, { maxLength: 12 }),
      fc.array(counted, { maxLength: 40 }),
      (held, wanted) => {
        const asks = wanted.map((one, i) => ({ ...one, key: `k:${i}` }))
        const granted = decide(asks, { held, grants: [] }, open)
          .filter(({ verdict }) => verdict === 'granted')
          .map(({ key }) => asks[Number(key.slice(2))])
        const total = (
          is: (one: { penalty: PenaltyKind; switch?: string; department?: string }) => boolean,
        ) => ({
          before: held.filter(is).length,
          after: held.filter(is).length + granted.filter((one) => one && is(one)).length,
        })
        const stocks = [
          { ...total(({ penalty }) => isAccount(penalty)), limit: limits.accountsHeld },
          { ...total(({ penalty }) => !isAccount(penalty)), limit: limits.portsHeld },
          { ...total((one) => one.department === 'lab'), limit: limits.heldPerDepartment },
          {
            ...total((one) => !isAccount(one.penalty) && one.switch === 'sw-1'),
            limit: limits.portsHeldPerSwitch,
          },
        ]
        for (const { before, after, limit } of stocks)
          expect(after).toBeLessThanOrEqual(Math.max(before, limit))
      },
    ),
    { numRuns: process.env.CI ? 5000 : 500 },
  )
})
