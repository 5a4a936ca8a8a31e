import type { Fault, Place } from './fault.ts'

/** One row of a file before its values are judged; a cell that is empty is absent. */
export interface RawRow {
  line: number
  /** By column name in lower case. */
  cells: Record<string, unknown>
  place(column: string): Place
}

/** All rows of a file, whatever its format, and what stands about them in the file itself. */
export interface RawRows {
  format: 'csv' | 'json'
  /** Column names in lower case. */
  columns: string[]
  /** Where a missing column is complained of; JSON has no header and complains row by row. */
  header: Place | null
  rows: RawRow[]
  /** Rows of the wrong shape, left out. */
  misshapen: Fault[]
  /** With any of these the file is refused whole. */
  structural: Fault[]
  /** Line of the last row when no line end follows it. */
  unended: number | null
  /** `# name: value` lines before the header. */
  comments: Record<string, string>
}
