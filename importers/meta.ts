import type { Format } from './format.ts'
import type { ReadFile } from './read-file.ts'

/** How a file was read. */
export interface Meta {
  format: Format<unknown>['name']
  syntax: 'csv' | 'json'
  encoding: string
  /** Columns that mean nothing to us; a misspelt one shows up here. */
  ignoredColumns: string[]
  /** What a person should know before relying on the rows. */
  warnings: string[]
}

/** What a read file says about itself. */
export const metaOf = ({ format, raw, encoding }: ReadFile<unknown>, warnings: string[] = []): Meta => ({
  format: format.name,
  syntax: raw.format,
  encoding,
  ignoredColumns: raw.columns.filter((name) => !format.columns.includes(name)),
  warnings,
})
