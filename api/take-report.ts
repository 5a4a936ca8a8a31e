import { loadPolicy } from '../config/load-policy.ts'
import type { Finding } from '../domain/finding.ts'
import { sanity } from '../domain/intake/sanity.ts'
import { summariseReport } from '../domain/intake/summarise-report.ts'
import { parseReport, type Report } from '../importers/report/parse-report.ts'
import { resolveNames } from '../store/host-keys.ts'
import {
  earlierReports,
  fileSha256,
  findReport,
  type ReportDocument,
  reportIdOf,
  saveReport,
} from '../store/reports.ts'
import { systemChain } from '../trail/entry.ts'
import type { Principal } from './auth.ts'
import { decideOnReport } from './decide-on-report.ts'
import { faultyFile } from './faulty-file.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { writeDown } from './write-down.ts'

/** A report as it is brought: its bytes and what is known about them. */
export interface Delivery {
  bytes: Buffer
  who: Principal
  source?: string | undefined
  scope?: string | undefined
  reportedAt?: string | undefined
  encoding?: string | undefined
  /** A person vouches for it. */
  accept: boolean
  dryRun: boolean
}

/** What became of a delivery. */
export interface Taken {
  report: ReportDocument
  parsed: Report & { ok: true }
  /** The very same report was here before; nothing changed (I12). */
  known: boolean
}

function parse({ bytes, scope, reportedAt, encoding }: Delivery, receivedAt: number): Report & { ok: true } {
  const parsed = parseReport(bytes, {
    receivedAt: new Date(receivedAt).toISOString(),
    ...(scope !== undefined && { scope }),
    ...(reportedAt !== undefined && { reportedAt }),
    ...(encoding !== undefined && { encoding }),
  })
  if (!parsed.ok) throw faultyFile(parsed.faults)
  return parsed
}

async function countUnknown({ db }: Services, rows: readonly Finding[]): Promise<number> {
  const names = [...new Set(rows.map(({ hostname }) => hostname.toLowerCase()))]
  const matches = await resolveNames(db, names)
  return names.filter((name) => !('hostRef' in (matches.get(name) ?? {}))).length
}

async function judge(services: Services, delivery: Delivery, parsed: Report & { ok: true }, now: number) {
  const { format, scope, reportedAt, timeAssumed } = parsed.meta
  const source = delivery.source ?? format
  const judged = {
    ...summariseReport(parsed.rows),
    reportedAt,
    timeAssumed,
    rejectedRows: parsed.rejected.length,
    unknownHosts: await countUnknown(services, parsed.rows),
  }
  const earlier = await earlierReports(services.db, source, scope)
  const doubts = sanity(judged, earlier, loadPolicy(services.config).policy.intake, now)
  const hash = fileSha256(delivery.bytes)
  return {
    ...judged,
    _id: reportIdOf(source, scope, hash),
    source,
    scope,
    format,
    fileSha256: hash,
    receivedAt: now,
    by: delivery.who.name,
    state: doubts.length === 0 ? 'accepted' : 'waiting',
    doubts,
    decision: null,
    takenAt: null,
  } satisfies ReportDocument
}

/** Reads, judges and keeps a report; one without doubts, or that a person accepts, feeds its cases at once. */
export async function takeReport(services: Services, delivery: Delivery): Promise<Taken> {
  const { who, accept, dryRun } = delivery
  if (accept && who.role === 'machine') throw new Problem('forbidden', 'only a person can accept a report')
  const now = Date.now()
  const parsed = parse(delivery, now)
  const report = await judge(services, delivery, parsed, now)
  if (dryRun) return { report, parsed, known: (await findReport(services.db, report._id)) !== null }
  const isNew = await saveReport(services.db, report, parsed.rows)
  if (isNew) await recordDelivery(services, who, report)
  const stored = (await findReport(services.db, report._id)) ?? report
  if (accept && stored.state === 'waiting')
    await decideOnReport(services, who, stored, 'accepted', 'accepted with the import')
  else if (stored.state === 'accepted' && stored.takenAt === null) await services.engine.takeIn(stored._id)
  return { report: (await findReport(services.db, report._id)) ?? stored, parsed, known: !isNew }
}

const recordDelivery = (services: Services, who: Principal, report: ReportDocument): Promise<void> =>
  writeDown(services, who, {
    hostRef: systemChain,
    scope: `report:${report._id}`,
    step: 'import',
    kind: 'decision',
    action: 'report.import',
    after: { source: report.source, rows: report.rows, sha256: report.fileSha256, state: report.state },
    reason: { evidence: report.doubts.map(({ why }) => why) },
  })
