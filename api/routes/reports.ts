import { z } from 'zod'
import { strangers } from '../../domain/intake/open-cases.ts'
import { resolveNames } from '../../store/host-keys.ts'
import { findReport, type ReportDocument, reports } from '../../store/reports.ts'
import { decideOnReport } from '../decide-on-report.ts'
import { rowFault, shown } from '../faulty-file.ts'
import { before, pageOf, pageQuery, toPage } from '../page.ts'
import { Problem } from '../problem.ts'
import { reportAnswer, toReportAnswer } from '../report-answer.ts'
import { route } from '../route.ts'
import type { Services } from '../services.ts'
import { takeReport } from '../take-report.ts'

export const listReports = route({
  method: 'get',
  path: '/reports',
  says: 'Reports, the newest first.',
  query: z.object({ ...pageQuery, state: z.enum(['waiting', 'accepted', 'rejected']).optional() }),
  answer: pageOf(reportAnswer),
  async handle({ query: { limit, cursor, state } }, { db }) {
    const found = await reports(db)
      .find({ ...(state && { state }), ...before('receivedAt', cursor) })
      .sort({ receivedAt: -1, _id: -1 })
      .limit(limit + 1)
      .toArray()
    return toPage(found, limit, (doc) => [doc.receivedAt, doc._id], toReportAnswer)
  },
})

const yes = z.stringbool().default(false)
const reportedAt = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .optional()

export const postReport = route({
  method: 'post',
  path: '/reports',
  says: 'Takes a report as its bytes; a file with structural faults is refused whole.',
  upload: true,
  query: z.object({
    source: z.string().trim().min(1).max(200).optional(),
    scope: z.string().trim().max(200).optional(),
    reportedAt,
    encoding: z.string().optional(),
    accept: yes,
    dryRun: yes,
  }),
  answer: reportAnswer.extend({
    known: z.boolean(),
    dryRun: z.boolean(),
    warnings: z.array(z.string()),
    ignoredColumns: z.array(z.string()),
    /** Rows that were left out; the first hundred. */
    leftOut: z.array(rowFault),
    /** Names that no single inventory host could be told for: listed, never opened. */
    unknownHosts: z.array(z.string()),
    ambiguousHosts: z.array(z.object({ hostname: z.string(), why: z.string() })),
  }),
  async handle({ query, bytes, who }, services) {
    const { report, parsed, known } = await takeReport(services, { ...query, bytes, who })
    const names = parsed.rows.map(({ hostname }) => hostname)
    const { unknown, ambiguous } = strangers(await resolveNames(services.db, names))
    const { warnings, ignoredColumns } = parsed.meta
    return {
      ...toReportAnswer(report),
      known,
      dryRun: query.dryRun,
      warnings,
      ignoredColumns,
      leftOut: shown(parsed.rejected),
      unknownHosts: shown(unknown),
      ambiguousHosts: shown(ambiguous),
    }
  },
})

async function reportOf({ db }: Services, id: string): Promise<ReportDocument> {
  const report = await findReport(db, id)
  if (report) return report
  throw new Problem('not-found', `there is no report ${id}; see them with: straggler report list`)
}

const verdictRoute = (name: 'acceptance' | 'rejection', verdict: 'accepted' | 'rejected', says: string) =>
  route({
    method: 'post',
    path: `/reports/:report/${name}`,
    says,
    params: z.object({ report: z.string() }),
    body: z.strictObject({ reason: z.string().trim().min(1, 'expected a reason; it goes into the trail') }),
    answer: reportAnswer,
    async handle({ params, body: { reason }, who }, services) {
      const report = await reportOf(services, params.report)
      await decideOnReport(services, who, report, verdict, reason)
      return toReportAnswer(await reportOf(services, params.report))
    },
  })

export const acceptReport = verdictRoute(
  'acceptance',
  'accepted',
  'Lets a waiting report open and close cases.',
)

export const rejectReport = verdictRoute(
  'rejection',
  'rejected',
  'Keeps a waiting report from doing anything.',
)
