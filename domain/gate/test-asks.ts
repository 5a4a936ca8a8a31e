import type { Conditions, Wanted } from './decide.ts'
import type { GateLimits } from './limits.ts'

/** Small limits, so that tests reach them. */
export const limits: GateLimits = {
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

/** Nothing but the limits stands in the way. */
export const open: Conditions = {
  killSwitch: null,
  breaker: null,
  mode: () => 'auto',
  unstaffed: null,
  limits,
  now: 1_000_000_000,
  grantFor: 600_000,
}

/** An ask for the machine account of a host of which no place is known. */
export const ask = (key: string, more: Partial<Wanted> = {}): Wanted => ({
  ...{ key, caseId: key, penalty: 'machineAccount', band: 'P2', deadline: 0, since: open.now },
  ...more,
})

/** An ask for a port. */
export const port = (key: string, more: Partial<Wanted> = {}) => ask(key, { penalty: 'port', ...more })
