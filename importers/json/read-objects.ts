import { type Fault, type Place, quoted } from '../fault.ts'
import type { RawRow, RawRows } from '../raw-row.ts'
import { jsonFault } from './json-fault.ts'
import { placesOf } from './places-of.ts'

const nothing = {
  format: 'json',
  columns: [],
  header: null,
  rows: [],
  misshapen: [],
  unended: null,
  comments: {},
} as const

const broken = (fault: Fault): RawRows => ({
  ...nothing,
  columns: [],
  rows: [],
  misshapen: [],
  structural: [fault],
})

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: unknown) => value === null || (typeof value === 'string' && value.trim() === '')

const cellsOf = (item: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => !isEmpty(value))
      .map(([name, value]) => [name.toLowerCase(), value]),
  )

/** Reads an array of objects whose names are those of the CSV columns; a list is an array or one text. */
export function readObjects(text: string): RawRows {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return broken(jsonFault(error, text))
  }
  if (!Array.isArray(value))
    return broken({ line: 1, column: 1, expected: 'an array of objects', found: quoted(value) })
  // Found only when asked for: most files have no fault, and then nobody needs the place of each value.
  let found: ReturnType<typeof placesOf> | undefined
  const place = (index: number, name?: string): Place => {
    found ??= placesOf(text)
    return found(index, name)
  }
  const rows: RawRow[] = []
  const misshapen: Fault[] = []
  for (const [i, item] of value.entries()) {
    if (isObject(item))
      rows.push({
        get line() {
          return place(i).line
        },
        cells: cellsOf(item),
        place: (column) => place(i, column),
      })
    else misshapen.push({ ...place(i), expected: 'an object', found: quoted(item) })
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))]
  return { ...nothing, columns, rows, misshapen, structural: [] }
}
