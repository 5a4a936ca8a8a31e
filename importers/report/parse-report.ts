import type { Finding } from '../../domain/finding.ts'
import type { CheckedRows } from '../check-rows.ts'
import type { Refused } from '../fault.ts'
import { type Meta, metaOf } from '../meta.ts'
import { type ReadFile, readFile } from '../read-file.ts'
import { reportFormats } from './report-format.ts'
import type { ReportRow } from './report-row.ts'
import { type ReportTime, reportTime } from './report-time.ts'

/** What the caller knows about a file that the file itself may not say. */
export interface ReportOptions {
  /** When the file came in, ISO 8601 UTC: the last resort for a report without any time. */
  receivedAt: string
  /** The report's own time, ISO 8601 UTC; wins over a `# reported_at:` line. */
  reportedAt?: string
  /** Which part of the fleet the report is about; wins over a `# scope:` line. */
  scope?: string
  /** Claimed encoding of a file without byte order mark. */
  encoding?: string
}

export type ReportMeta = Meta & ReportTime & { scope: string; notCounted: number }

/** A report whose shape is sound; single rows may have been left out. */
export type Report = { ok: true; meta: ReportMeta } & CheckedRows<Finding>

function warningsOf({ format, raw }: ReadFile<ReportRow>, { timeAssumed }: ReportTime): string[] {
  const isStateless = format.name === 'report' && raw.header !== null && !raw.columns.includes('state')
  return [
    ...(isStateless ? ['no column state: every row counts as unknown, which opens and closes nothing'] : []),
    ...(timeAssumed ? ['no time in the report: the time it came in is taken instead'] : []),
  ]
}

/** Reads a report of any known format, CSV or JSON, in UTF-8 or UTF-16. */
export function parseReport(bytes: Uint8Array, options: ReportOptions): Report | Refused {
  const file = readFile(bytes, reportFormats, options.encoding)
  if (!file.ok) return file
  const time = reportTime(file.raw, file.rows, options)
  if (!time.ok) return time
  const { reportedAt, timeAssumed } = time
  const { rejected, lineOf, notCounted } = file
  return {
    ok: true,
    rows: file.rows.map((row) => ({ observedAt: reportedAt, ...row })),
    rejected,
    lineOf,
    meta: {
      ...metaOf(file, warningsOf(file, time)),
      reportedAt,
      timeAssumed,
      scope: options.scope ?? file.raw.comments.scope ?? '',
      notCounted,
    },
  }
}
