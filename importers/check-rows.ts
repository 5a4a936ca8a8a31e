import type { z } from 'zod'
import { type Fault, quoted } from './fault.ts'
import type { RawRow } from './raw-row.ts'

/** Rows that keep to their schema, and the faults of those that do not. */
export interface CheckedRows<T> {
  rows: T[]
  rejected: Fault[]
  /** The line on which the row of this index began. */
  lineOf(index: number): number
}

/** Every fault of one row, each at its own cell. */
function faultsOf(raw: RawRow, error: z.ZodError): Fault[] {
  return error.issues.map((issue) => {
    const column = String(issue.path[0] ?? '')
    const cell = raw.cells[column]
    return {
      ...raw.place(column),
      expected: `${column}: ${issue.message}`,
      found: cell === undefined ? 'nothing' : quoted(cell),
    }
  })
}

/** Judges each row by itself: a bad one is left out and listed, the others stand. */
export function checkRows<T>(raws: readonly RawRow[], schema: z.ZodType<T>): CheckedRows<T> {
  const rows: T[] = []
  const kept: RawRow[] = []
  const rejected: Fault[] = []
  for (const raw of raws) {
    const result = schema.safeParse(raw.cells)
    if (!result.success) rejected.push(...faultsOf(raw, result.error))
    else {
      rows.push(result.data)
      kept.push(raw)
    }
  }
  return { rows, rejected, lineOf: (index) => kept[index]?.line ?? 0 }
}
