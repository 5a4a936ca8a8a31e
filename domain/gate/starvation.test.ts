import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, patience, type Wanted } from './decide.ts'
import type { HeldTarget } from './limits.ts'
import { ask, limits, open } from './test-asks.ts'

const hour = 60 * 60_000
const longestHold = 6
const unlimited = 1_000_000
const rates = { accountsPerHour: unlimited, accountsPerDay: unlimited, portsPerHour: unlimited }
const conditions = {
  ...open,
  limits: { ...limits, ...rates, accountsHeld: 2, portsHeld: 2, heldPerDepartment: 1 },
}

interface Comer {
  penalty: 'machineAccount' | 'disconnect'
  department: 'lab' | 'sales' | null
  /** Hours for which it is held once granted. */
  holds: number
}

const comer = fc.record<Comer>({
  penalty: fc.constantFrom('machineAccount', 'disconnect'),
  department: fc.constantFrom('lab', 'sales', null),
  holds: fc.integer({ min: 1, max: longestHold }),
})

/** Hours after which each of the first asks was granted, while others keep coming. */
function hoursUntilGranted(first: Comer[], everyHour: Comer[][]): number[] {
  const queue = new Map<string, Wanted & Comer>()
  const held: (HeldTarget & { until: number })[] = []
  const answered = new Map<string, number>()
  const join = (one: Comer, key: string, deadline: number, since: number) =>
    queue.set(key, { ...ask(key, { deadline, since, penalty: one.penalty }), ...one } as Wanted & Comer)
  for (const [n, one] of first.entries()) join(one, `first:${n}`, n, open.now)
  for (let at = 0; answered.size < first.length && at < 1000; at++) {
    const now = open.now + at * hour
    for (const [n, one] of (everyHour[at % everyHour.length] ?? []).entries())
      join(one, `later:${at}:${n}`, 1000 + at, now)
    const stock = { held: held.filter(({ until }) => until > at), grants: [] }
    for (const { key, verdict } of decide(asWanted(queue), stock, { ...conditions, now })) {
      const one = queue.get(key)
      if (verdict !== 'granted' || !one) continue
      queue.delete(key)
      const departments = one.department === null ? [] : [one.department]
      held.push({ penalty: one.penalty, departments, until: at + one.holds })
      if (key.startsWith('first')) answered.set(key, at)
    }
  }
  return first.map((_, n) => answered.get(`first:${n}`) ?? Number.POSITIVE_INFINITY)
}

const asWanted = (queue: Map<string, Wanted & Comer>): Wanted[] =>
  [...queue.values()].map(({ department, holds: _, ...one }) => ({
    ...one,
    ...(department !== null && { department }),
  }))

test('nobody in a band waits for ever, whoever keeps coming behind', () => {
  const streams = fc.array(fc.array(comer, { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(comer, { minLength: 1, maxLength: 4 }), streams, (first, everyHour) => {
      const most = patience / hour + first.length * 2 * longestHold
      for (const hours of hoursUntilGranted(first, everyHour)) expect(hours).toBeLessThanOrEqual(most)
    }),
    { numRuns: process.env.CI ? 5000 : 500 },
  )
})

test('an ask that needs two limits gets them, though others that need one take each place as it comes', () => {
  const account: Comer = { penalty: 'machineAccount', department: null, holds: 1 }
  const needsTwo: Comer = { ...account, department: 'lab' }
  const everyHour: Comer[] = [
    { penalty: 'disconnect', department: 'lab', holds: 2 },
    { ...account, holds: 4 },
  ]
  const [, , waited] = hoursUntilGranted([account, account, needsTwo], [everyHour])
  expect(waited).toBeGreaterThanOrEqual(patience / hour)
  expect(waited).toBeLessThan(patience / hour + longestHold)
})
