import type { CaseInput } from './contract.ts'
import { newerLaws } from './test-older-laws.ts'
import { runCase } from './workflow.ts'

/** The case as the worker runs it that followed. */
export const hostCase = (input: CaseInput) => runCase(input, { laws: newerLaws, eventsPerRun: 500 })
