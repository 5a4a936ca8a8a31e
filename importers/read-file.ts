import { type CheckedRows, checkRows } from './check-rows.ts'
import { decode } from './decode.ts'
import { type Fault, inOrder, quoted, type Refused, refused } from './fault.ts'
import { detectFormat, type Format } from './format.ts'
import type { RawRows } from './raw-row.ts'
import { readRows } from './read-rows.ts'

/** A file whose shape is sound; single rows may have been left out. */
export interface ReadFile<T> extends CheckedRows<T> {
  ok: true
  format: Format<T>
  raw: RawRows
  encoding: string
  /** Rows that the format does not count. */
  notCounted: number
}

/** Each column that the file must have and has not; JSON has no header and is judged row by row. */
function missingColumns({ header, columns }: RawRows, required: readonly string[]): Fault[] {
  if (header === null || columns.length === 0) return []
  const found = quoted(columns.join(', '))
  return required
    .filter((name) => !columns.includes(name))
    .map((name) => ({ ...header, expected: `a column ${name}`, found }))
}

/** A last row that is faulty and not ended is what half a download looks like; then nothing of it is trusted. */
const cutOff = ({ unended }: RawRows, rejected: Fault[]): Fault[] =>
  rejected
    .filter(({ line }) => line === unended)
    .slice(0, 1)
    .map((fault) => ({ ...fault, expected: `a whole last row (${fault.expected})` }))

/** Reads a file of one of these formats, CSV or JSON, in UTF-8, UTF-16 or the encoding that is claimed for it. */
export function readFile<T>(
  bytes: Uint8Array,
  formats: readonly [Format<T>, ...Format<T>[]],
  claimed?: string,
): ReadFile<T> | Refused {
  const decoded = decode(bytes, claimed)
  if (!decoded.ok) return decoded
  const known = formats.flatMap(({ columns }) => columns)
  const raw = readRows(decoded.text, known)
  const format = detectFormat(formats, raw.columns)
  const counted = raw.rows.filter(format.counts)
  const checked = checkRows(counted, format.row)
  const rejected = inOrder([...raw.misshapen, ...checked.rejected])
  const faults = [...raw.structural, ...missingColumns(raw, format.required), ...cutOff(raw, rejected)]
  if (faults.length > 0) return refused(...inOrder(faults))
  return {
    ok: true,
    ...checked,
    rejected,
    format,
    raw,
    encoding: decoded.encoding,
    notCounted: raw.rows.length - counted.length,
  }
}
