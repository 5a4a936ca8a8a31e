import type { Client } from '@temporalio/client'

/** How many history events of each type a workflow has left, over all its runs. */
export type EventCounts = Record<string, number>

/** Counts from the given run on, along continue-as-new. */
export async function countEvents(client: Client, workflowId: string, runId: string): Promise<EventCounts> {
  const counts: EventCounts = {}
  for (let run: string | undefined = runId; run !== undefined; ) {
    const { events } = await client.workflow.getHandle(workflowId, run).fetchHistory()
    for (const event of events ?? []) {
      const type = typeOf(event)
      counts[type] = (counts[type] ?? 0) + 1
    }
    run = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined
  }
  return counts
}

/** Every event carries exactly one `<type>EventAttributes`. */
function typeOf(event: object): string {
  const [name = 'unknown'] = Object.entries(event).flatMap(([key, value]) =>
    value && key.endsWith('EventAttributes') ? [key.slice(0, -'EventAttributes'.length)] : [],
  )
  return name
}

export const total = (counts: EventCounts): number => Object.values(counts).reduce((a, b) => a + b, 0)

/** What `after` has more than `before`, divided among so many cases. */
export function perCase(after: EventCounts, before: EventCounts, cases: number): EventCounts {
  const shares = Object.entries(after).map(([type, count]) => [type, (count - (before[type] ?? 0)) / cases])
  return Object.fromEntries(shares)
}

export const sum = (all: EventCounts[]): EventCounts => {
  const counts: EventCounts = {}
  for (const one of all)
    for (const [type, count] of Object.entries(one)) counts[type] = (counts[type] ?? 0) + count
  return counts
}
