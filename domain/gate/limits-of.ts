import type { Policy } from '../policy/schema.ts'
import type { GateLimits } from './limits.ts'

/** How large the fleet is that the percentages of R3 are taken of. */
export interface Fleet {
  hosts: number
  ports: number
  portsPerSwitch: number
}

/** The policy's limits as absolute numbers for this fleet. */
export function limitsOf({ limits }: Pick<Policy, 'limits'>, fleet: Fleet): GateLimits {
  return {
    accountsPerHour: limits.disablesPerHour,
    accountsPerDay: limits.disablesPerDay,
    portsPerHour: limits.portsPerHour,
    portsPerHourPerSwitch: limits.portsPerSwitchPerHour,
    portsPerMinutePerSwitch: limits.portsPerSwitchPerMinute,
    accountsHeld: share(fleet.hosts, limits.heldAccountsPercent),
    portsHeld: share(fleet.ports, limits.heldPortsPercent),
    portsHeldPerSwitch: share(fleet.portsPerSwitch, limits.heldPerSwitchPercent),
    heldPerDepartment: limits.heldPerDepartment,
  }
}

/** Rounded down, and never below 1: a share of a small fleet must not forbid everything (design 3.3). */
const share = (of: number, percent: number): number => Math.max(1, Math.floor((of * percent) / 100))
