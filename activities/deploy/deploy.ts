import type { AttemptCause } from '../../domain/attempt-cause.ts'
import type { PatchState } from '../../domain/finding.ts'

/** What is asked of the patch tool: one host and the updates its case is about. */
export interface Order {
  /** Key of the effect; a tool that knows it does not start the same job twice. */
  key: string
  caseId: string
  hostname: string
  fqdn?: string
  ip?: string
  updates: string[]
}

/** The order was not carried out; `detail` is for people. */
export interface NotDone {
  done: false
  cause: AttemptCause
  detail: string
}

/** State of one update on one host, as the tool sees it now. */
export interface UpdateState {
  update_id: string
  state: PatchState
}

export type Installed = { done: true; detail: string } | NotDone
export type Checked = { done: true; states: UpdateState[] } | NotDone

/**
 * The patch tool. Never throws for what happens outside: that is a cause, and the case tries again at its own
 * pace. Throws `signal.reason` when it is told to stop. Asking twice under one key is harmless.
 */
export interface Deploy {
  /** Installs now; says done when the tool says so, which is a claim and no evidence. */
  install(order: Order, signal?: AbortSignal): Promise<Installed>
  /** Looks at this one host now, not at the tool's last scan. */
  liveCheck(order: Order, signal?: AbortSignal): Promise<Checked>
}
