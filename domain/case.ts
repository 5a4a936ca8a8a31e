/** `unreported`: an inventory host of which no report has said anything; it is never penalised. */
export type CaseKind = 'unpatched' | 'unreported'

export const outcomes = ['patched', 'retired', 'exempt', 'reversed'] as const
export type Outcome = (typeof outcomes)[number]

/** States of the ladder region. */
export const ladderStates = [
  'detected',
  'waking',
  'woken',
  'monitored',
  'unreachable',
  'accountDisabled',
  'portShut',
  'repairing',
  'investigating',
  'releasing',
  'conflict',
  'closed',
] as const
export type LadderState = (typeof ladderStates)[number]

/** Holds on a case, strongest first; the strongest one shows. */
export const holdKinds = ['forensic', 'exempt', 'paused'] as const
export type HoldKind = (typeof holdKinds)[number]
export type Control = HoldKind | 'running'

/** The policy's times for one case, all durations in milliseconds. Fixed for a case at its start. */
export interface CaseTimes {
  /** A host seen this recently is not woken first. */
  seenLately: number
  /** How long to look a host up before it is woken blindly. */
  locate: number
  /** How long all wake paths may take together, retries included. */
  wake: number
  /** Between two rounds of waking a host that does not answer. */
  wakeEvery: number
  /** How long the patch tool may take, live check included. */
  attempt: number
  /** Least time between two attempts on a host that keeps being seen. */
  retry: number
  /** Not seen for this long: `unreachable`. */
  unseen: number
  /** Least time between the delivery of a notice and a penalty (R14). */
  noticeLead: number
  /** A stop or outage longer than this makes notices and sightings stale. */
  stale: number
  /** A due rung that stays unsatisfied for this long leads to `investigating`. */
  stall: number
  /** How long the gate may take before it is asked again. */
  gate: number
  /** How long a write may stay unanswered before an alarm is raised. */
  write: number
  /** The repair window. */
  window: number
  /** Leases (R11). */
  accountLease: number
  portLease: number
  /** Between two tries of an undo that failed. */
  undoRetry: number
  /** Between two reminders to the person who has to decide. */
  remind: number
  /** Attempts that reached the host and failed before a penalty is due. */
  attemptsBeforePenalty: number
  /** Repair windows that may end unpatched before the case goes to `investigating`. */
  cycles: number
}
