/** Where something stands in a file: line from 1; column is the number of the cell in CSV, of the character in JSON. */
export interface Place {
  line: number
  column: number
}

/** One thing that is wrong with a file: where it is, what should stand there, and what does. */
export interface Fault extends Place {
  expected: string
  found: string
}

/** A file that is refused whole: nothing of it may be used. */
export interface Refused {
  ok: false
  faults: Fault[]
}

export const refused = (...faults: Fault[]): Refused => ({ ok: false, faults })

/** One line for a person: `file:line:column expected ..., found ...`. */
export const sayFault = (file: string, { line, column, expected, found }: Fault): string =>
  `${file}:${line}:${column} expected ${expected}, found ${found}`

/** A value as it is quoted in a fault: on one line and never long. */
export function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** In the order in which they stand in the file. */
export const inOrder = (faults: readonly Fault[]): Fault[] =>
  faults.toSorted((a, b) => a.line - b.line || a.column - b.column)
