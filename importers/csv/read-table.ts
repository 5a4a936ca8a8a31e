import { CsvError, type Options, parse } from 'csv-parse/sync'
import { type Fault, quoted } from '../fault.ts'
import type { RawRow, RawRows } from '../raw-row.ts'
import { detectDelimiter } from './detect-delimiter.ts'
import { readComments } from './read-comments.ts'

interface Parsed {
  record: string[]
  info: { lines: number }
}

const rfc4180: Options = {
  info: true,
  record_delimiter: '\n',
  relax_column_count: true,
  skip_empty_lines: true,
}

const breaksIn = (record: string[]): number =>
  record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

const startOf = ({ record, info }: Parsed): number => info.lines - breaksIn(record)

function headerFaults(columns: string[], line: number): Fault[] {
  return columns.flatMap((name, i) => {
    const place = { line, column: i + 1 }
    if (name === '') return [{ ...place, expected: 'a column name', found: 'an empty cell' }]
    if (columns.indexOf(name) === i) return []
    return [{ ...place, expected: 'each column once', found: `${quoted(name)} again` }]
  })
}

function syntaxFault(error: CsvError): Fault {
  const place = { line: Number(error.lines), column: Number(error.column) + 1 }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return { ...place, expected: 'a closing quote', found: 'the end of the file' }
  return { ...place, expected: 'quotes around a whole cell, doubled inside it', found: 'a stray quote' }
}

/** The records up to the first that is no CSV; the parser cannot go on behind that. */
function readRecords(text: string, dialect: Options): { records: Parsed[]; faults: Fault[] } {
  try {
    return { records: parse(text, dialect) as unknown as Parsed[], faults: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (dialect.to === 1) return { records: [], faults: [syntaxFault(error)] }
    return { records: readRecords(text, { ...dialect, to: 1 }).records, faults: [syntaxFault(error)] }
  }
}

function toRawRow(parsed: Parsed, columns: string[]): RawRow {
  const line = startOf(parsed)
  const filled = columns.flatMap((name, i) => {
    const cell = parsed.record[i]?.trim()
    return cell ? [[name, cell] as const] : []
  })
  const place = (column: string) => ({ line, column: Math.max(columns.indexOf(column), 0) + 1 })
  return { line, cells: Object.fromEntries(filled), place }
}

const widthFault = (parsed: Parsed, width: number): Fault => ({
  line: startOf(parsed),
  column: Math.min(parsed.record.length, width),
  expected: `${width} cells`,
  found: `${parsed.record.length}`,
})

/** Line of a last row that no line end follows. */
const unendedLine = (text: string, last: Parsed | undefined) =>
  last === undefined || text.endsWith('\n') ? null : startOf(last)

/** A last row that stops right behind a delimiter: what should follow may be missing rather than empty. */
function cutAtDelimiter(text: string, last: Parsed | undefined): Fault[] {
  const line = unendedLine(text, last)
  if (line === null || last?.record.at(-1) !== '') return []
  const found = 'an empty cell at the end of the file'
  return [{ line, column: last.record.length, expected: 'a line end after the last row', found }]
}

/** Reads CSV (RFC 4180) with `,`, `;` or tab between the cells. */
export function readTable(given: string, known: readonly string[]): RawRows {
  // The parser's own detection of line ends merges rows where they are mixed, and counts some of them twice.
  const text = given.replaceAll(/\r\n?/g, '\n')
  const { comments, lines } = readComments(text)
  const delimiter = detectDelimiter(text, lines, known)
  const { records, faults } = readRecords(text, { ...rfc4180, delimiter, from_line: lines + 1 })
  const [header, ...body] = records
  const columns = header?.record.map((name) => name.trim().toLowerCase()) ?? []
  const line = header ? startOf(header) : lines + 1
  if (header === undefined && faults.length === 0)
    faults.push({ line, column: 1, expected: 'a header row', found: 'nothing' })
  const isWhole = ({ record }: Parsed) => record.length === columns.length
  const last = body.at(-1)
  return {
    format: 'csv',
    columns,
    header: { line, column: 1 },
    rows: body.filter(isWhole).map((one) => toRawRow(one, columns)),
    misshapen: body.filter((one) => !isWhole(one)).map((one) => widthFault(one, columns.length)),
    structural: [...faults, ...headerFaults(columns, line), ...cutAtDelimiter(text, last)],
    unended: unendedLine(text, last),
    comments,
  }
}
