import type { CaseInput } from './contract.ts'
import { olderLaws } from './test-older-laws.ts'
import { runCase } from './workflow.ts'

/** The case as a worker runs it that was not deployed anew yet. */
export const hostCase = (input: CaseInput) => runCase(input, { laws: olderLaws, eventsPerRun: 500 })
