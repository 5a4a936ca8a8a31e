import { proxyActivities } from '@temporalio/workflow'
import { releaseQueue } from '../host-case/activities.ts'

export interface Reconciled {
  /** Held targets without a living case, released now. */
  released: number
  /** Orphans that could not be released: somebody else changed them, or the device does not answer. */
  unreleased: string[]
  /** Intents of dead cases that have their outcome now (I9). */
  closedIntents?: number
  /** Effects of running cases that should have ended long ago, as `<caseId>:<seq> <kind>`. */
  stuck?: string[]
}

export interface ReconcileActivities {
  reconcileOnce(): Promise<Reconciled>
}

const { reconcileOnce } = proxyActivities<ReconcileActivities>({
  taskQueue: releaseQueue,
  scheduleToCloseTimeout: '1 h',
  startToCloseTimeout: '10 min',
  heartbeatTimeout: '15 s',
})

/** Releases what is held on behalf of nobody; at start, hourly, and on demand. */
export async function reconcile(): Promise<Reconciled> {
  return reconcileOnce()
}
