import {
  condition,
  getExternalWorkflowHandle,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow'
import type { CaseMessage } from '../host-case/contract.ts'
import { tell } from '../host-case/messages.ts'
import { askGate, type GateAsk, gateId } from './contract.ts'

export { gate } from './workflow.ts'

export interface CaseActivities {
  /** The case knows its answer, and may use its grant from now on. */
  wasTold(key: string): Promise<void>
}

const { wasTold } = proxyLocalActivities<CaseActivities>({ startToCloseTimeout: '30 s' })

/** Asks the gate as a case does; ends with everything that it is told until `listen` after the answer. */
export async function askingCase(ask: GateAsk, listen: number): Promise<CaseMessage[]> {
  const heard: CaseMessage[] = []
  setHandler(tell, (message) => void heard.push(message))
  await getExternalWorkflowHandle(gateId).signal(askGate, ask)
  await condition(() => heard.length > 0)
  await wasTold(ask.key)
  if (listen > 0) await sleep(listen)
  return heard
}
