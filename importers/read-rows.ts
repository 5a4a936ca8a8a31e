import { readTable } from './csv/read-table.ts'
import { readObjects } from './json/read-objects.ts'
import type { RawRows } from './raw-row.ts'

/** Reads the rows of a text: JSON when it begins like JSON, else CSV. */
export const readRows = (text: string, known: readonly string[]): RawRows =>
  /^\s*[[{]/.test(text) ? readObjects(text) : readTable(text, known)
