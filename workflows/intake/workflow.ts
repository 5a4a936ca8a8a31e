import { proxyActivities } from '@temporalio/workflow'

export interface IntakeInput {
  reportId: string
}

/** What an accepted report led to; counts of hosts. */
export interface IntakeSummary {
  opened: number
  patched: number
  stillMissing: number
  /** Named by the report and not in the inventory: listed for a person, not opened. */
  unknown: string[]
}

export interface IntakeActivities {
  /** Idempotent by report and host; a retry goes on at the last heartbeat. */
  takeReport(reportId: string): Promise<IntakeSummary>
}

const { takeReport } = proxyActivities<IntakeActivities>({
  scheduleToCloseTimeout: '6 h',
  startToCloseTimeout: '1 h',
  heartbeatTimeout: '15 s',
  retry: { initialInterval: '1 s', maximumInterval: '1 min' },
})

/** Takes one accepted report: opens cases, tells open ones what the report says of their hosts. */
export async function intake({ reportId }: IntakeInput): Promise<IntakeSummary> {
  return takeReport(reportId)
}
