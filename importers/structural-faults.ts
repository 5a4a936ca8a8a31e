import { type Fault, quoted } from './fault.ts'
import type { RawRows } from './raw-row.ts'

/** What makes the file as a whole unusable: its own faults, and each column it must have and has not. */
export function structuralFaults(raw: RawRows, required: readonly string[]): Fault[] {
  const { header, columns } = raw
  if (header === null || columns.length === 0) return raw.structural
  const missing = required.filter((name) => !columns.includes(name))
  const found = quoted(columns.join(', '))
  return [...raw.structural, ...missing.map((name) => ({ ...header, expected: `a column ${name}`, found }))]
}
