import type { ReportAnswer } from '../api/report-answer.ts'

interface RowFault {
  line: number
  column: number
  expected: string
  found: string
}

/** What the API answers to an inventory. */
export interface InventoryTaken {
  dryRun: boolean
  rows: number
  created: number
  changed: number
  unchanged: number
  rejectedRows: number
  ignoredColumns: string[]
  warnings: string[]
  leftOut: RowFault[]
}

/** What the API answers to a report. */
export interface ReportTaken extends ReportAnswer {
  known: boolean
  dryRun: boolean
  warnings: string[]
  ignoredColumns: string[]
  leftOut: RowFault[]
  unknownHosts: string[]
  ambiguousHosts: { hostname: string; why: string }[]
}

const faultLines = (file: string, faults: readonly RowFault[]): string[] =>
  faults.map(
    ({ line, column, expected, found }) => `  ${file}:${line}:${column} expected ${expected}, found ${found}`,
  )

const ignored = (columns: readonly string[]): string[] =>
  columns.length === 0 ? [] : [`columns that mean nothing here: ${columns.join(', ')}`]

/** What became of an inventory, for a person. */
export function inventoryText(file: string, taken: InventoryTaken): string {
  const { dryRun, rows, created, changed, unchanged, rejectedRows, leftOut } = taken
  const counts = `${created} hosts added, ${changed} changed, ${unchanged} as they were`
  return [
    dryRun ? `${rows} rows are sound; nothing was changed` : counts,
    ...(rejectedRows > 0 ? [`${rejectedRows} rows were left out:`, ...faultLines(file, leftOut)] : []),
    ...ignored(taken.ignoredColumns),
    ...taken.warnings,
  ].join('\n')
}

function verdict({ id, state, doubts, known, dryRun, decision }: ReportTaken): string[] {
  const why = doubts.map((doubt) => `  ${doubt.why} (${doubt.rule})`)
  if (dryRun)
    return [doubts.length > 0 ? 'it would wait for a person, because' : 'it would be taken in', ...why]
  const again = known ? ['this very report was here before; nothing is done twice'] : []
  if (state === 'accepted') return [...again, `report ${id} is accepted; its cases are opened and told now`]
  if (state === 'rejected') return [...again, `report ${id} was rejected by ${decision?.by}`]
  return [
    ...again,
    `report ${id} waits for a person and does nothing until then, because`,
    ...why,
    `accept it with: straggler report accept ${id} --reason "..."`,
  ]
}

const mostNames = 10

const someOf = (names: readonly string[]): string =>
  names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and more (all with --json)`

function strangers({ unknownHosts, ambiguousHosts }: ReportTaken): string[] {
  return [
    ...(unknownHosts.length > 0
      ? [
          `not in the inventory, so no case is opened: ${someOf(unknownHosts)}`,
          'add them with: straggler import inventory FILE; the next report opens their cases',
        ]
      : []),
    ...ambiguousHosts.map(({ hostname, why }) => `${hostname}: ${why}`),
  ]
}

/** What became of a report, for a person. */
export function reportText(file: string, taken: ReportTaken): string {
  const { source, rows, hosts, unpatchedHosts, rejectedRows, leftOut } = taken
  return [
    `${rows} findings about ${hosts} hosts from ${source}; ${unpatchedHosts} hosts are unpatched`,
    ...(rejectedRows > 0 ? [`${rejectedRows} rows were left out:`, ...faultLines(file, leftOut)] : []),
    ...ignored(taken.ignoredColumns),
    ...taken.warnings,
    ...strangers(taken),
    ...verdict(taken),
  ].join('\n')
}
