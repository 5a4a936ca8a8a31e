import type { Policy } from '../policy/schema.ts'
import type { ReportSummary, UpdateCount } from './summarise-report.ts'

/** A report as the sanity gate sees it. */
export interface JudgedReport extends ReportSummary {
  /** ISO 8601 UTC. */
  reportedAt: string
  /** Nobody said when the report was made. */
  timeAssumed: boolean
  rejectedRows: number
  /** Hosts that the inventory does not know; absent where there is no inventory to ask. */
  unknownHosts?: number
}

/** Why a report has to wait for a person; R4 of the safety rules. */
export interface Doubt {
  rule: 'R4'
  why: string
}

const clockSkew = 60 * 60_000

const hours = (ms: number) => `${Math.round(ms / 360_000) / 10} h`

/** Per update the newest earlier count; a new month's updates have none and are no jump. */
function lastCounts(earlier: readonly ReportSummary[]): Map<string, UpdateCount> {
  const counts = earlier.toReversed().flatMap(({ updates }) => updates)
  return new Map(counts.map((count) => [count.updateId, count]))
}

function jump(
  what: string,
  before: number,
  now: number,
  { jumpPercent, jumpFrom }: Policy['intake'],
): Doubt[] {
  if (Math.max(before, now) < jumpFrom) return []
  const percent = before === 0 ? Number.POSITIVE_INFINITY : (Math.abs(now - before) / before) * 100
  if (percent <= jumpPercent) return []
  const by = before === 0 ? '' : ` (${now > before ? '+' : '-'}${Math.round(percent)} %)`
  return [{ rule: 'R4', why: `${what} went from ${before} to ${now}${by}; up to ${jumpPercent} % is usual` }]
}

const total = (counts: readonly UpdateCount[], part: 'rows' | 'unpatched') =>
  counts.reduce((sum, count) => sum + count[part], 0)

/** Compares only the updates that both know. */
function jumps(report: ReportSummary, earlier: readonly ReportSummary[], intake: Policy['intake']): Doubt[] {
  const last = lastCounts(earlier)
  const shared = report.updates.filter(({ updateId }) => last.has(updateId))
  const before = shared.flatMap(({ updateId }) => last.get(updateId) ?? [])
  return [
    ...jump('rows about the same updates', total(before, 'rows'), total(shared, 'rows'), intake),
    ...jump(
      'missing rows of the same updates',
      total(before, 'unpatched'),
      total(shared, 'unpatched'),
      intake,
    ),
  ]
}

/**
 * Whether a report may open and close cases by itself: no doubts, or every one there is.
 * `earlier` are accepted reports of the same source and scope, newest first.
 */
export function sanity(
  report: JudgedReport,
  earlier: readonly ReportSummary[],
  intake: Policy['intake'],
  now: number,
): Doubt[] {
  const doubt = (why: string): Doubt => ({ rule: 'R4', why })
  const age = now - Date.parse(report.reportedAt)
  const { rows, rejectedRows, hosts, unknownHosts = 0 } = report
  return [
    ...(earlier.length === 0 ? [doubt('it is the first report of its source and scope')] : []),
    ...(rows === 0 ? [doubt('it has no rows')] : []),
    ...(report.timeAssumed ? [doubt('it does not say when it was made')] : []),
    ...(age > intake.oldestReport
      ? [doubt(`it is ${hours(age)} old; up to ${hours(intake.oldestReport)} is usual`)]
      : []),
    ...(age < -clockSkew ? [doubt(`it is dated ${hours(-age)} in the future: a clock is wrong`)] : []),
    ...(rejectedRows * 100 > (rows + rejectedRows) * intake.jumpPercent
      ? [doubt(`${rejectedRows} of its ${rows + rejectedRows} rows could not be read`)]
      : []),
    ...(unknownHosts * 100 > hosts * intake.jumpPercent
      ? [doubt(`${unknownHosts} of its ${hosts} hosts are not in the inventory`)]
      : []),
    ...jumps(report, earlier, intake),
  ]
}
