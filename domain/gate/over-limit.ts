import { type Counted, type GateLimits, isAccount, type Stock } from './limits.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Which limit one more penalty would exceed; null when it fits. R2 are rates, R3 are stocks. */
export function overLimit(wanted: Counted, stock: Stock, limits: GateLimits, now: number): string | null {
  const checks = isAccount(wanted.penalty)
    ? accountChecks(stock, limits, now)
    : portChecks(wanted, stock, limits, now)
  const full = [...checks, ...departmentCheck(wanted, stock, limits, now)].find(
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
  return [
    { name: 'accounts disabled in an hour', count: since(given, now - hour), limit: limits.accountsPerHour },
    { name: 'accounts disabled in a day', count: since(given, now - day), limit: limits.accountsPerDay },
    {
      name: 'accounts held disabled',
      count: taken(stock, now).filter(({ penalty }) => isAccount(penalty)).length,
      limit: limits.accountsHeld,
    },
  ]
}

function portChecks(wanted: Counted, stock: Stock, limits: GateLimits, now: number): Check[] {
  const given = stock.grants.filter(({ penalty }) => !isAccount(penalty))
  const held = taken(stock, now).filter(({ penalty }) => !isAccount(penalty))
  const here = (counted: Counted) => counted.switch !== undefined && counted.switch === wanted.switch
  return [
    { name: 'ports shut in an hour', count: since(given, now - hour), limit: limits.portsPerHour },
    {
      name: `ports shut in an hour on ${wanted.switch}`,
      count: since(given.filter(here), now - hour),
      limit: limits.portsPerHourPerSwitch,
    },
    {
      name: `ports shut in a minute on ${wanted.switch}`,
      count: since(given.filter(here), now - minute),
      limit: limits.portsPerMinutePerSwitch,
    },
    { name: 'ports held shut', count: held.length, limit: limits.portsHeld },
    {
      name: `ports held shut on ${wanted.switch}`,
      count: held.filter(here).length,
      limit: limits.portsHeldPerSwitch,
    },
  ]
}

function departmentCheck(wanted: Counted, stock: Stock, limits: GateLimits, now: number): Check[] {
  if (wanted.department === undefined) return []
  return [
    {
      name: 'penalties held in the department',
      count: taken(stock, now).filter(({ department }) => department === wanted.department).length,
      limit: limits.heldPerDepartment,
    },
  ]
}

const since = (grants: Stock['grants'], from: number): number =>
  grants.filter(({ grantedAt }) => grantedAt > from).length

/** A grant counts as taken from the moment it is given: it can be used at any time until it expires. */
const taken = (stock: Stock, now: number): Counted[] => [
  ...stock.held,
  ...stock.grants.filter(({ openUntil }) => openUntil !== null && openUntil > now),
]
