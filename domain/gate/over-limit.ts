import { isAccount } from '../rung.ts'
import { takesPlace } from './grant.ts'
import type { GateLimits, HeldTarget, Stock } from './limits.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Which limit one more penalty would exceed; null when it fits. R2 are rates, R3 are stocks. */
export function overLimit(wanted: HeldTarget, stock: Stock, limits: GateLimits, now: number): string | null {
  const checks = isAccount(wanted.penalty)
    ? accountChecks(stock, limits, now)
    : portChecks(wanted, stock, limits, now)
  const full = [...checks, ...departmentChecks(wanted, stock, limits, now)].find(
    ({ count, limit }) => count >= limit,
  )
  return full ? `${full.name} is at its limit of ${full.limit}` : null
}

interface Check {
  name: string
  count: number
  limit: number
}

function accountChecks(stock: Stock, limits: GateLimits, now: number): Check[] {
  const given = stock.grants.filter(({ penalty }) => isAccount(penalty))
  const held = taken(stock, now).filter(({ penalty }) => isAccount(penalty))
  return [
    { name: 'accounts disabled in an hour', count: since(given, now - hour), limit: limits.accountsPerHour },
    { name: 'accounts disabled in a day', count: since(given, now - day), limit: limits.accountsPerDay },
    { name: 'accounts held disabled', count: held.length, limit: limits.accountsHeld },
  ]
}

function portChecks(wanted: HeldTarget, stock: Stock, limits: GateLimits, now: number): Check[] {
  const given = stock.grants.filter(({ penalty }) => !isAccount(penalty))
  const held = taken(stock, now).filter(({ penalty }) => !isAccount(penalty))
  const all = [
    { name: 'ports shut in an hour', count: since(given, now - hour), limit: limits.portsPerHour },
    { name: 'ports held shut', count: held.length, limit: limits.portsHeld },
  ]
  return wanted.penalty === 'port' ? [...all, ...switchChecks(wanted, { given, held }, limits, now)] : all
}

function switchChecks(
  wanted: HeldTarget,
  { given, held }: { given: Stock['grants']; held: Placed[] },
  limits: GateLimits,
  now: number,
): Check[] {
  const where = wanted.switch ?? 'a switch that is not known'
  const here = given.filter((grant) => mayShareSwitch(grant, wanted))
  return [
    {
      name: `ports shut in an hour on ${where}`,
      count: since(here, now - hour),
      limit: limits.portsPerHourPerSwitch,
    },
    {
      name: `ports shut in a minute on ${where}`,
      count: since(here, now - minute),
      limit: limits.portsPerMinutePerSwitch,
    },
    {
      name: `ports held shut on ${where}`,
      count: held.filter((one) => mayShareSwitch(one, wanted)).length,
      limit: limits.portsHeldPerSwitch,
    },
  ]
}

type Placed = Pick<HeldTarget, 'penalty' | 'switch'>

/** A switch that is not known may be any switch, so it counts as this one. */
const mayShareSwitch = (one: Placed, wanted: Placed): boolean =>
  one.penalty === 'port' &&
  (one.switch === undefined || wanted.switch === undefined || one.switch === wanted.switch)

const departmentChecks = (wanted: HeldTarget, stock: Stock, limits: GateLimits, now: number): Check[] =>
  wanted.departments.map((department) => ({
    name: 'penalties held in the department',
    count: taken(stock, now).filter(({ departments }) => departments.includes(department)).length,
    limit: limits.heldPerDepartment,
  }))

const since = (grants: Stock['grants'], from: number): number =>
  grants.filter(({ grantedAt }) => grantedAt > from).length

function taken(stock: Stock, now: number): HeldTarget[] {
  const open = stock.grants.filter((grant) => takesPlace(grant, now))
  return [
    ...stock.held,
    ...open.map(({ department, ...grant }) => ({ ...grant, departments: some(department) })),
  ]
}

const some = (department: string | undefined): string[] => (department === undefined ? [] : [department])
