import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { mainQueue } from '../activities/case-client.ts'
import {
  type CaseCommand,
  type CaseInput,
  type CommandAnswer,
  caseWorkflowId,
} from '../workflows/host-case/contract.ts'
import { type Engine, NoOpenCase, type Opening } from './engine.ts'
import { Problem } from './problem.ts'

/** How to reach Temporal, and what a case that is opened by hand starts with. */
export interface TemporalOptions {
  address: string
  namespace: string
  caseInput(opening: Opening): Promise<CaseInput>
}

const taskQueue = mainQueue
/** A command is answered within one workflow task; longer means that no worker runs. */
const commandDeadline = 15_000

/** What an update's failure means: a refusal with its rule, no such case, or nobody there to take it. */
function answerOf(error: unknown, hostRef: string): CommandAnswer {
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowFailedError)
    throw new NoOpenCase(hostRef)
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
    throw new Problem(
      'unavailable',
      'the case did not answer within 15 s; see whether Temporal and a worker run: straggler doctor',
    )
  if (!(error instanceof WorkflowUpdateFailedError)) throw error
  const { cause } = error
  if (!(cause instanceof ApplicationFailure)) throw error
  if (cause.type === 'AcceptedUpdateCompletedWorkflow') throw new NoOpenCase(hostRef)
  return { accepted: false, rule: cause.type ?? 'case', why: cause.message }
}

/** Starts a workflow; false when one with this id runs, or ran and may not run again. */
async function startOnce(start: Promise<unknown>): Promise<boolean> {
  try {
    await start
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}

/** The engine over Temporal. Connects at the first call, so that an API can start before Temporal does. */
export function createTemporalEngine({ address, namespace, caseInput }: TemporalOptions): Engine {
  const connection = Connection.lazy({ address })
  const { workflow } = new Client({ connection, namespace })
  return {
    async command(hostRef, command) {
      const args: [CaseCommand] = [command]
      const options = { args, updateId: command.key }
      const send = () =>
        workflow
          .getHandle(caseWorkflowId(hostRef))
          .executeUpdate<CommandAnswer, [CaseCommand]>('command', options)
      const answer = await connection
        .withDeadline(Date.now() + commandDeadline, send)
        .catch((error: unknown) => answerOf(error, hostRef))
      // A workflow that is about to end says what one that has ended cannot say any more.
      if (!answer.accepted && answer.rule === 'closed') throw new NoOpenCase(hostRef)
      return answer
    },
    async tell(hostRef, message) {
      await workflow
        .getHandle(caseWorkflowId(hostRef))
        .signal('tell', message)
        .catch((error: unknown) => {
          throw error instanceof WorkflowNotFoundError ? new NoOpenCase(hostRef) : error
        })
    },
    async open(opening) {
      const args = [await caseInput(opening)]
      const workflowId = caseWorkflowId(opening.hostRef)
      return startOnce(workflow.start('hostCase', { workflowId, taskQueue, args }))
    },
    async takeIn(reportId) {
      const workflowId = `intake/${reportId}`
      const args = [{ reportId }]
      const policy = { workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' } as const
      await startOnce(workflow.start('intake', { workflowId, taskQueue, args, ...policy }))
    },
    async reconcile() {
      await startOnce(workflow.start('reconcile', { workflowId: 'reconcile', taskQueue }))
    },
    async ping() {
      await connection.withDeadline(Date.now() + 2000, () => connection.workflowService.getSystemInfo({}))
    },
    close: () => connection.close(),
  }
}
