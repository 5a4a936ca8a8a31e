import type { z } from 'zod'
import type { RawRow } from '../raw-row.ts'
import { wsusColumns, wsusRow } from '../wsus/wsus-row.ts'
import { type ReportRow, reportColumns, reportRow } from './report-row.ts'

/** One kind of report: how to know it, and how to read a row of it. */
export interface ReportFormat {
  name: 'report' | 'wsus'
  columns: readonly string[]
  required: readonly string[]
  row: z.ZodType<ReportRow>
  /** Rows that say nothing about patching and are not even judged. */
  counts(raw: RawRow): boolean
}

const generic: ReportFormat = {
  name: 'report',
  columns: reportColumns,
  required: ['hostname', 'update_id'],
  row: reportRow,
  counts: () => true,
}

const wsus: ReportFormat = {
  name: 'wsus',
  columns: wsusColumns,
  required: ['fulldomainname', 'knowledgebasearticle', 'state', 'action', 'lastreportedstatustime'],
  row: wsusRow,
  // Only an approval to install makes a missing update somebody's fault (vUpdateApproval.Action).
  counts: (raw) => String(raw.cells.action).toLowerCase() === 'install',
}

const formats = [generic, wsus]

/** Every column name of every format, for finding the delimiter before the format is known. */
export const allReportColumns = formats.flatMap((format) => format.columns)

/** The format with the most of its required columns there; by name, never by place. */
export function detectFormat(columns: readonly string[]): ReportFormat {
  const share = ({ required }: ReportFormat) =>
    required.filter((name) => columns.includes(name)).length / required.length
  return share(wsus) > share(generic) ? wsus : generic
}
