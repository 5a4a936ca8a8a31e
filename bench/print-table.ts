import { print, table } from '../cli/output.ts'
import { documentOf, type Measured } from './measured.ts'

/** Prints what was measured for a person: the numbers first, then what each was made from. */
export function printTable(measured: Measured[]): void {
  const rows = Object.entries(documentOf(measured)).map(([name, { value, unit, goal, holds }]) => [
    name,
    String(value),
    unit,
    goal,
    holds ? 'holds' : 'missed',
  ])
  print(table(['what', 'value', 'unit', 'goal', ''], rows))
  for (const { name, details } of measured) {
    print(`\n${name}`)
    for (const line of details) print(`  ${line}`)
  }
}
