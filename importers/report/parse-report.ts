import type { Finding } from '../../domain/finding.ts'
import { type CheckedRows, checkRows } from '../check-rows.ts'
import { decode } from '../decode.ts'
import { type Refused, refused } from '../fault.ts'
import type { Meta } from '../meta.ts'
import type { RawRows } from '../raw-row.ts'
import { readRows } from '../read-rows.ts'
import { structuralFaults } from '../structural-faults.ts'
import { allReportColumns, detectFormat, type ReportFormat } from './report-format.ts'
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

function warningsOf(format: ReportFormat, raw: RawRows, time: ReportTime): string[] {
  const stateless = format.name === 'report' && !raw.columns.includes('state')
  return [
    ...(stateless ? ['no column state: every row counts as unknown, which opens and closes nothing'] : []),
    ...(time.timeAssumed ? ['no time in the report: the time it came in is taken instead'] : []),
  ]
}

const withTime = (row: ReportRow, reportedAt: string): Finding => ({ observedAt: reportedAt, ...row })

/** Reads a report of any known format, CSV or JSON, in UTF-8 or UTF-16. */
export function parseReport(bytes: Uint8Array, options: ReportOptions): Report | Refused {
  const decoded = decode(bytes, options.encoding)
  if (!decoded.ok) return decoded
  const raw = readRows(decoded.text, allReportColumns)
  const format = detectFormat(raw.columns)
  const faults = structuralFaults(raw, format.required)
  const counted = raw.rows.filter(format.counts)
  const checked = checkRows(counted, format.row)
  const time = reportTime(raw, checked.rows, options)
  if (!time.ok) faults.push(...time.faults)
  if (!time.ok || faults.length > 0) return refused(...faults)
  const { reportedAt, timeAssumed } = time
  return {
    ok: true,
    lineOf: checked.lineOf,
    rows: checked.rows.map((row) => withTime(row, reportedAt)),
    rejected: [...raw.misshapen, ...checked.rejected].toSorted((a, b) => a.line - b.line),
    meta: {
      format: format.name,
      syntax: raw.format,
      encoding: decoded.encoding,
      ignoredColumns: raw.columns.filter((name) => !format.columns.includes(name)),
      warnings: warningsOf(format, raw, time),
      reportedAt,
      timeAssumed,
      scope: options.scope ?? raw.comments.scope ?? '',
      notCounted: raw.rows.length - counted.length,
    },
  }
}
