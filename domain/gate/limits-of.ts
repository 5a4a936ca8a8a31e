import { limitOf } from '../policy/limit-of.ts'
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
    accountsHeld: limitOf(limits.heldAccountsPercent, fleet.hosts),
    portsHeld: limitOf(limits.heldPortsPercent, fleet.ports),
    portsHeldPerSwitch: limitOf(limits.heldPerSwitchPercent, fleet.portsPerSwitch),
    heldPerDepartment: limits.heldPerDepartment,
  }
}
