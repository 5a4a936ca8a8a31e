import { stripVTControlCharacters, styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Colour where the terminal has any; `NO_COLOR` and pipes get plain text. */
export const paint = (format: Format, text: string): string =>
  styleText(format, text, { stream: process.stdout })

/** Data, on stdout. */
export const print = (text = ''): void => void process.stdout.write(`${text}\n`)

/** One JSON document and nothing else, on stdout. */
export const printJson = (document: unknown): void => print(JSON.stringify(document, null, 2))

/** Talk, on stderr: it never gets into a pipe. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

const widthOf = (text: string): number => stripVTControlCharacters(text).length

/** Cuts at the end, keeping what colours there are. */
function cut(text: string, width: number): string {
  const plain = stripVTControlCharacters(text)
  if (plain.length <= width) return text
  return width <= 1 ? plain.slice(0, width) : `${plain.slice(0, width - 1)}…`
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Rows in columns as wide as their widest cell; the last one is cut where the terminal ends. */
export function columns(rows: readonly (readonly string[])[], total = process.stdout.columns): string {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...rows.map((row) => widthOf(row[i] ?? ''))),
  )
  const lines = rows.map((row) => {
    const cells = row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0)))
    const line = cells.join('  ').trimEnd()
    return total === undefined ? line : cut(line, total)
  })
  return lines.join('\n')
}

/** A table with a dim header. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  columns([header.map((name) => paint('dim', name)), ...rows])
