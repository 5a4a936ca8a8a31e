import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { Db } from 'mongodb'
import type { Holder } from '../../domain/target.ts'
import { cases } from '../../store/cases.ts'
import { caseWorkflowId } from '../../workflows/host-case/contract.ts'

/** Whether this very case still runs; a later case of the same host does not count. */
export async function isCaseAlive(
  client: Client,
  db: Db,
  { caseId, hostRef }: Pick<Holder, 'caseId' | 'hostRef'>,
): Promise<boolean> {
  const stored = await cases(db).findOne({ _id: caseId })
  if (!stored || stored.closedAt !== null) return false
  try {
    const { status } = await client.workflow.getHandle(caseWorkflowId(hostRef)).describe()
    return status.name === 'RUNNING'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}
