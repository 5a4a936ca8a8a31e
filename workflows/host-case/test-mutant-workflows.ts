import type { CaseInput } from './contract.ts'
import { laws } from './laws.ts'
import { machine } from './machine.ts'
import { runCase } from './workflow.ts'

const neverSeen = machine.provide({ guards: { seenLately: () => false } })

/** The product's case under the same machine version, in which one rule was changed without a new version. */
export const hostCase = (input: CaseInput) =>
  runCase(input, { laws: { ...laws, machines: { [laws.newest]: neverSeen } }, eventsPerRun: 500 })
