import { shippedPolicy } from '../../config/load-policy.ts'
import type { CaseTimes } from '../../domain/case.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import type { Rung } from '../../domain/rung.ts'

const hour = 3_600_000

/** Milliseconds between two rungs: long enough to be waited for by a timer, as days are in a real policy. */
const wait = 300

/** Milliseconds until a user is seen again or answers. */
export const userAfter = 100

const rung = (kind: Rung['kind'], wait: number): Rung => ({ kind, wait, approval: false })

/** Two notices, a ticket, an account and a port. */
export const costPlan: Rung[] = [
  rung('ownerNotice', 0),
  rung('ticket', wait),
  rung('managerNotice', wait),
  rung('machineAccount', wait),
  rung('port', wait),
]

/** A policy whose steps are milliseconds and whose limits of time are out of the way. */
export const costTimes: CaseTimes = {
  seenLately: hour,
  locate: 60_000,
  wake: 60_000,
  wakeEvery: hour,
  attempt: 60_000,
  retry: userAfter / 2,
  unseen: hour,
  noticeLead: wait,
  stale: hour,
  stall: hour,
  gate: 60_000,
  write: 60_000,
  window: hour,
  accountLease: 2 * hour,
  portLease: hour,
  undoRetry: 60_000,
  remind: hour,
  attemptsBeforePenalty: 2,
  cycles: 2,
}

const allDay = { from: 0, to: 24 * 60 }
const unlimited = 1_000_000

/** The gate decides for real, with limits that nobody reaches. */
export function costPolicy(): Policy {
  const shipped = shippedPolicy()
  return {
    ...shipped,
    modes: { ...shipped.modes, account: 'auto', port: 'auto' },
    staffedHours: {
      zone: 'UTC',
      days: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
    },
    limits: {
      disablesPerHour: unlimited,
      disablesPerDay: unlimited,
      portsPerHour: unlimited,
      portsPerSwitchPerHour: unlimited,
      portsPerSwitchPerMinute: unlimited,
      heldAccountsPercent: 100,
      heldPortsPercent: 100,
      heldPerSwitchPercent: 100,
      heldPerDepartment: unlimited,
    },
  }
}
