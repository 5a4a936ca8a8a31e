import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAccount, type PenaltyKind, penaltyKinds } from '../rung.ts'
import { decide, patience, type Wanted } from './decide.ts'
import type { Grant } from './grant.ts'
import type { HeldTarget } from './limits.ts'
import { ask, limits, open, port } from './test-asks.ts'

const wanted = fc.record(
  {
    penalty: fc.constantFrom(...penaltyKinds),
    band: fc.constantFrom('P1', 'P2'),
    deadline: fc.nat(5),
    since: fc.constantFrom(open.now, open.now - patience),
    switch: fc.constantFrom('sw-1', 'sw-2'),
    department: fc.constantFrom('sales', 'lab'),
  },
  { requiredKeys: ['penalty', 'band', 'deadline', 'since'] },
)
const heldTarget = fc.record(
  {
    penalty: fc.constantFrom(...penaltyKinds),
    switch: fc.constantFrom('sw-1', 'sw-2'),
    departments: fc.subarray(['sales', 'lab']),
  },
  { requiredKeys: ['penalty', 'departments'] },
)

test('I6: held and granted together never exceed a stock limit, whatever is asked in whatever order', () => {
  type Counted = Pick<HeldTarget, 'penalty' | 'switch' | 'departments'>
  const stocks: [(one: Counted) => boolean, number][] = [
    [({ penalty }) => isAccount(penalty), limits.accountsHeld],
    [({ penalty }) => !isAccount(penalty), limits.portsHeld],
    [({ departments }) => departments.includes('lab'), limits.heldPerDepartment],
    [(one) => one.penalty === 'port' && one.switch === 'sw-1', limits.portsHeldPerSwitch],
  ]
  fc.assert(
    fc.property(fc.array(heldTarget, { maxLength: 12 }), fc.array(wanted, { maxLength: 40 }), (held, all) => {
      const asks = all.map((one, i): Wanted => ({ ...one, key: `k:${i}`, caseId: `k:${i}` }))
      const verdicts = decide(asks, { held, grants: [] }, open)
      const keys = new Set(verdicts.filter(({ verdict }) => verdict === 'granted').map(({ key }) => key))
      const given = asks
        .filter(({ key }) => keys.has(key))
        .map(({ department, ...one }) => ({ ...one, departments: department ? [department] : [] }))
      for (const [counts, limit] of stocks) {
        const before = held.filter(counts).length
        expect(before + given.filter(counts).length).toBeLessThanOrEqual(Math.max(before, limit))
      }
    }),
    { numRuns: process.env.CI ? 5000 : 500 },
  )
})

test('R2: no hour and no minute sees more grants than its limit, however often is asked', () => {
  const hour = 60 * 60_000
  const unlimited = { accountsHeld: 1000, portsHeld: 1000, portsHeldPerSwitch: 1000, heldPerDepartment: 1000 }
  const pauses = fc.array(fc.integer({ min: 1, max: hour / 3 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(pauses, (steps) => {
      const grants: Grant[] = []
      let now = open.now
      for (const [round, step] of steps.entries()) {
        now += step
        const asks = [1, 2, 3, 4].flatMap((n): Wanted[] => [
          port(`p:${round}:${n}`, { switch: n % 2 ? 'sw-1' : 'sw-2' }),
          ...[1, 2, 3].map((m) => ask(`a:${round}:${n}:${m}`)),
        ])
        const conditions = { ...open, now, limits: { ...limits, ...unlimited } }
        for (const one of decide(asks, { held: [], grants }, conditions))
          if (one.verdict === 'granted' && one.grant) grants.push(one.grant)
      }
      const most = (span: number, counts: (grant: Grant) => boolean) =>
        Math.max(
          ...grants.map(({ grantedAt: end }) => {
            const within = grants.filter(({ grantedAt: at }) => at <= end && at > end - span)
            return within.filter(counts).length
          }),
        )
      const accounts = ({ penalty }: { penalty: PenaltyKind }) => isAccount(penalty)
      expect(most(hour, accounts)).toBeLessThanOrEqual(limits.accountsPerHour)
      expect(most(24 * hour, accounts)).toBeLessThanOrEqual(limits.accountsPerDay)
      expect(most(hour, (one) => one.switch === 'sw-1')).toBeLessThanOrEqual(limits.portsPerHourPerSwitch)
    }),
    { numRuns: process.env.CI ? 500 : 50 },
  )
})
