/** The canonical states every report format is mapped to. `unknown` is never `patched`. */
export const patchStates = [
  'patched',
  'missing',
  'failed',
  'pending_reboot',
  'not_applicable',
  'unknown',
] as const
export type PatchState = (typeof patchStates)[number]

/** One row of a report: host x update x state. */
export interface Finding {
  /** The host as the report names it. */
  hostname: string
  updateId: string
  state: PatchState
  title?: string
  severity?: string
  cves: string[]
  /** When the source saw this state, ISO 8601 in UTC. */
  observedAt: string
}
