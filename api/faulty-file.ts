import { z } from 'zod'
import type { Fault } from '../importers/fault.ts'
import { Problem, type ProblemFault } from './problem.ts'

/** A row that was left out, and why. */
export const rowFault = z.object({
  line: z.number(),
  column: z.number(),
  expected: z.string(),
  found: z.string(),
})

/** More would drown the reader; the count says how many there are. */
const mostShown = 100

/** The first faults, as many as a person reads. */
export const shown = <T>(faults: readonly T[]): T[] => faults.slice(0, mostShown)

/** The problem of a file that is refused whole. */
export function faultyFile(faults: readonly Fault[]): Problem {
  const errors = faults.map(({ line, column, expected, found }): ProblemFault => {
    return { line, column, expected: `expected ${expected}, found ${found}` }
  })
  const count = `${faults.length} fault${faults.length === 1 ? '' : 's'}`
  return new Problem('faulty-file', `the file has ${count}; nothing of it was taken`, {
    errors: shown(errors),
  })
}
