import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow'
import { reconcile } from '../reconcile/workflow.ts'

export interface SweepInput {
  /** Milliseconds between the end of one sweep and the start of the next. */
  every: number
}

export interface SweepActivities {
  /** Reads the switches for hosts that a case watches and tells their cases; returns how many were seen. */
  sweepOnce(): Promise<{ watched: number; seen: number }>
  /** Opens a case for each inventory host of which no report has said anything for the policy's time. */
  openUnreported(): Promise<{ opened: number }>
}

const sweepsPerRun = 200
const hour = 3_600_000

const { sweepOnce, openUnreported } = proxyActivities<SweepActivities>({
  scheduleToCloseTimeout: '10 min',
  startToCloseTimeout: '5 min',
  heartbeatTimeout: '15 s',
  retry: { maximumAttempts: 2 },
})

/** Watches the network for the hosts of open cases, and now and then for targets that nobody owns. */
export async function sweep({ every }: SweepInput): Promise<void> {
  let hourlyAt = 0
  for (let count = 0; count < sweepsPerRun && !workflowInfo().continueAsNewSuggested; count++) {
    if (Date.now() >= hourlyAt) {
      await reconcile().catch(() => {})
      await openUnreported().catch(() => {})
      hourlyAt = Date.now() + hour
    }
    // A switch that does not answer is the next sweep's business; the case's own delays go on meanwhile.
    await sweepOnce().catch(() => {})
    await sleep(every)
  }
  await continueAsNew<typeof sweep>({ every })
}
