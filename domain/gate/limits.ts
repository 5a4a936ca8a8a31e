import type { PenaltyKind } from '../rung.ts'

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

/** A penalty that counts against the limits: held, or granted and not yet held. */
export interface Counted {
  penalty: PenaltyKind
  switch?: string
  department?: string
}

/** What is held and granted at this moment. */
export interface Stock {
  held: Counted[]
  /** Every grant of the last day, used or not; `openUntil` is set while it may still be used. */
  grants: (Counted & { key: string; grantedAt: number; openUntil: number | null })[]
}

export const isAccount = (penalty: PenaltyKind): boolean =>
  penalty === 'machineAccount' || penalty === 'userAccount'
