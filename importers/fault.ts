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

/** A value as it is quoted in a fault: never longer than a terminal line. */
export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
