import type { PenaltyKind } from '../rung.ts'
import type { Grant } from './grant.ts'

/** R2 and R3 as absolute numbers. A percentage of a small fleet never rounds below 1. */
export interface GateLimits {
  /** Grants in any hour and any day. */
  accountsPerHour: number
  accountsPerDay: number
  portsPerHour: number
  portsPerHourPerSwitch: number
  portsPerMinutePerSwitch: number
  /** Held at the same time. */
  accountsHeld: number
  portsHeld: number
  portsHeldPerSwitch: number
  heldPerDepartment: number
}

/** A held target as it counts against the limits, once however many holders it has. */
export interface HeldTarget {
  penalty: PenaltyKind
  switch?: string
  /** Of all its holders: the first of them may leave and the target stays held for the others. */
  departments: string[]
}

/** What is held and granted at this moment. */
export interface Stock {
  held: HeldTarget[]
  /** Every grant of the last day, used or not. */
  grants: Grant[]
}
