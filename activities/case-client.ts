import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client'
import { type CaseInput, type CaseMessage, caseWorkflowId } from '../workflows/host-case/contract.ts'

/** The queue of everything but releases. */
export const mainQueue = 'straggler'

/** How activities reach cases. */
export interface CaseClient {
  /** Tells an open case; a case that is not there (any more) is no error, the fact is in the store. */
  tell(hostRef: string, message: CaseMessage): Promise<void>
  /** Starts a case unless the host has an open one. */
  start(input: CaseInput): Promise<void>
  /** Tells the host's case and starts it first if none is open; two starters at once meet in one case. */
  open(input: CaseInput, message: CaseMessage): Promise<void>
}

export function createCaseClient(client: Client): CaseClient {
  return {
    async tell(hostRef, message) {
      try {
        await client.workflow.getHandle(caseWorkflowId(hostRef)).signal('tell', message)
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    },
    async start(input) {
      const workflowId = caseWorkflowId(input.hostRef)
      try {
        await client.workflow.start('hostCase', { taskQueue: mainQueue, workflowId, args: [input] })
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      }
    },
    async open(input, message) {
      await client.workflow.signalWithStart('hostCase', {
        taskQueue: mainQueue,
        workflowId: caseWorkflowId(input.hostRef),
        args: [input],
        signal: 'tell',
        signalArgs: [message],
      })
    },
  }
}
