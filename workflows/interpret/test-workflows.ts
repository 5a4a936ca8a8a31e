import type { CaseInput } from '../host-case/contract.ts'
import { laws } from '../host-case/laws.ts'
import { runCase } from '../host-case/workflow.ts'

export { gate } from '../gate/workflow.ts'
export { hostCase } from '../host-case/workflow.ts'

/** The product's case with runs so short that it hands over all the time. */
export const shortRuns = (input: CaseInput) => runCase(input, { laws, eventsPerRun: 30 })
