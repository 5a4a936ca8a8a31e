import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import { mainQueue } from '../activities/case-client.ts'
import type { Config } from '../config/schema.ts'
import { gateId } from '../workflows/gate/contract.ts'

/** The workflows that always run: the gate, and the sweep of the switches. */
export async function ensureStanding(client: Client, { sweep }: Config): Promise<void> {
  await startOnce(client, 'gate', gateId, [])
  await startOnce(client, 'sweep', 'sweep/main', [{ every: sweep.every }])
}

async function startOnce(client: Client, type: string, workflowId: string, args: unknown[]): Promise<void> {
  try {
    await client.workflow.start(type, { workflowId, taskQueue: mainQueue, args })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
