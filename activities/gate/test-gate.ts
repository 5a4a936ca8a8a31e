import { randomUUID } from 'node:crypto'
import { shippedPolicy } from '../../config/load-policy.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import type { StaffedHours } from '../../domain/policy/staffed-hours.ts'
import { begin, confirm, free, newTarget } from '../../domain/target.ts'
import { openStore } from '../../store/database.ts'
import { grants, markGrantUsed, prepareGrants } from '../../store/grants.ts'
import { prepareTally } from '../../store/tally.ts'
import { mongoTargets } from '../../store/targets.ts'
import { createTrail } from '../../trail/append.ts'
import { prepareTrail } from '../../trail/documents.ts'
import type { QueuedAsk } from '../../workflows/gate/contract.ts'
import { createBreaker } from './error-breaker.ts'
import { createGateActivities } from './gate-activities.ts'

const allDay = { from: 0, to: 24 * 60 }
const always: StaffedHours = {
  zone: 'UTC',
  days: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
}

/** The shipped policy in auto mode at all hours, with no rates but with the limit of what is held. */
export function policyHolding(accountsHeld: number): { policy: Policy; hosts: number } {
  const shipped = shippedPolicy()
  const rates = { disablesPerHour: 100_000, disablesPerDay: 100_000, heldPerDepartment: 100_000 }
  const policy: Policy = {
    ...shipped,
    modes: { ...shipped.modes, account: 'auto', port: 'auto' },
    staffedHours: always,
    limits: { ...shipped.limits, ...rates, heldAccountsPercent: 1 },
  }
  return { policy, hosts: accountsHeld * 100 }
}

/** The gate's hands on a database of their own name. */
export async function openGate(mongoUri: string, accountsHeld: number, database = `gate-${randomUUID()}`) {
  const store = await openStore(mongoUri, database)
  const { db } = store
  await Promise.all([prepareGrants(db), prepareTally(db), prepareTrail(db)])
  const { policy, hosts } = policyHolding(accountsHeld)
  const targets = mongoTargets(db)
  const breaker = createBreaker({ db, trail: createTrail(db, { log: 'test', gitSha: 'test' }), policy })
  const fleet = async () => ({ hosts, ports: hosts, portsPerSwitch: hosts })
  const activities = createGateActivities({ db, targets, policy, breaker, fleet })
  return { ...store, database, targets, breaker, activities }
}

export type TestGate = Awaited<ReturnType<typeof openGate>>

export const askFor = (n: number, more: Partial<QueuedAsk> = {}): QueuedAsk => ({
  ...{ key: `case-${n}:1`, hostRef: `host-${n}`, caseId: `case-${n}`, penalty: 'machineAccount' },
  ...{ band: 'P2', deadline: n, since: 0, ...more },
})

/** Does what a granted penalty does to the store: its account is held, its grant used. */
export async function hold({ db, targets }: TestGate, key: string): Promise<void> {
  const kind = 'machineAccount'
  const fresh = newTarget({ id: `account:${key}`, kind, name: key, locator: {} })
  const holder = { key, caseId: key, hostRef: key, since: 0, until: 1 }
  const mine = begin(fresh, fresh, holder, {}, { key, deadline: 1 })
  await targets.insert(fresh)
  await targets.replace(mine)
  await targets.replace(confirm(mine))
  await markGrantUsed(db, key, Date.now())
}

/** Does what the undo of a penalty does to the store. */
export async function release({ targets }: TestGate, key: string): Promise<void> {
  const target = await targets.heldBy(key)
  if (target) await targets.replace(free(target))
}

export const grantedKeys = async ({ db }: TestGate): Promise<string[]> =>
  (await grants(db).find().toArray()).map(({ _id }) => _id).sort()
