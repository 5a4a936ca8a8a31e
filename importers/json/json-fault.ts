import { type Fault, quoted } from '../fault.ts'

/** Where a text stops being JSON. */
export function jsonFault(error: SyntaxError, text: string): Fault {
  const [, digits] = /at position (\d+)/.exec(error.message) ?? []
  const position = digits === undefined ? text.length : Number(digits)
  const before = text.slice(0, position).split('\n')
  const found = position < text.length ? quoted(text[position]) : 'the end of the file'
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: 'JSON', found }
}
