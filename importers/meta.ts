/** How a file was read. */
export interface Meta {
  format: 'inventory' | 'report' | 'wsus'
  syntax: 'csv' | 'json'
  encoding: string
  /** Columns that mean nothing to us; a misspelt one shows up here. */
  ignoredColumns: string[]
  /** What a person should know before relying on the rows. */
  warnings: string[]
}
