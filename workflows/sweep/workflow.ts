import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow'

export interface SweepInput {
  /** Milliseconds between the end of one sweep and the start of the next. */
  every: number
}

export interface SweepActivities {
  /** Reads the switches for hosts that a case watches and tells their cases; returns how many were seen. */
  sweepOnce(): Promise<{ watched: number; seen: number }>
  /** Held targets without a living case get a release (design 3.2, "if we die"). */
  reconcileOnce(): Promise<{ orphans: number }>
}

export const sweepId = 'sweep/main'

const sweepsPerRun = 200
const sweepsPerReconciliation = 60

const { sweepOnce, reconcileOnce } = proxyActivities<SweepActivities>({
  scheduleToCloseTimeout: '10 min',
  startToCloseTimeout: '5 min',
  heartbeatTimeout: '15 s',
  retry: { maximumAttempts: 2 },
})

/** Watches the network for the hosts of open cases, and now and then for targets that nobody owns. */
export async function sweep({ every }: SweepInput): Promise<void> {
  for (let count = 0; count < sweepsPerRun && !workflowInfo().continueAsNewSuggested; count++) {
    if (count % sweepsPerReconciliation === 0) await reconcileOnce().catch(() => {})
    // A switch that does not answer is the next sweep's business; the case's own delays go on meanwhile.
    await sweepOnce().catch(() => {})
    await sleep(every)
  }
  await continueAsNew<typeof sweep>({ every })
}
