import { moment } from '../cells.ts'
import { quoted, type Refused, refused } from '../fault.ts'
import type { RawRows } from '../raw-row.ts'
import type { ReportOptions } from './parse-report.ts'
import type { ReportRow } from './report-row.ts'

/** When a report was made, as well as that can be known. */
export interface ReportTime {
  /** ISO 8601 in UTC. */
  reportedAt: string
  /** No one said when; the time of receipt was taken, and the sanity gate lets a person look. */
  timeAssumed: boolean
}

/** The report's time: as the caller says, else its comment line, else its newest row, else its receipt. */
export function reportTime(
  raw: RawRows,
  rows: readonly ReportRow[],
  options: ReportOptions,
): ({ ok: true } & ReportTime) | Refused {
  const said = raw.comments.reported_at
  const parsed = said === undefined ? undefined : moment.safeParse(said)
  if (parsed?.success === false) {
    const [issue] = parsed.error.issues
    return refused({
      line: 1,
      column: 1,
      expected: `# reported_at: ${issue?.message ?? 'a time'}`,
      found: quoted(said),
    })
  }
  const newest = rows.reduce<string | undefined>((latest, { observedAt }) => {
    return observedAt !== undefined && (latest === undefined || observedAt > latest) ? observedAt : latest
  }, undefined)
  const reportedAt = options.reportedAt ?? parsed?.data ?? newest
  return { ok: true, reportedAt: reportedAt ?? options.receivedAt, timeAssumed: reportedAt === undefined }
}
