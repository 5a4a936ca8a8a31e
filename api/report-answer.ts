import { z } from 'zod'
import type { ReportDocument } from '../store/reports.ts'
import { instant, iso } from './instant.ts'

/** A report as lists show it. */
export const reportAnswer = z.object({
  id: z.string(),
  source: z.string(),
  scope: z.string(),
  format: z.string(),
  reportedAt: z.string(),
  receivedAt: instant,
  by: z.string(),
  rows: z.number(),
  hosts: z.number(),
  unpatchedHosts: z.number(),
  rejectedRows: z.number(),
  state: z.enum(['waiting', 'accepted', 'rejected']),
  /** Why it waits, or waited, for a person. */
  doubts: z.array(z.object({ rule: z.string(), why: z.string() })),
  decision: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
  /** When its cases had been opened and told. */
  takenAt: instant.nullable(),
})
export type ReportAnswer = z.infer<typeof reportAnswer>

/** What the API says of a report document. */
export const toReportAnswer = (doc: ReportDocument): ReportAnswer => ({
  id: doc._id,
  source: doc.source,
  scope: doc.scope,
  format: doc.format,
  reportedAt: doc.reportedAt,
  receivedAt: iso(doc.receivedAt),
  by: doc.by,
  rows: doc.rows,
  hosts: doc.hosts,
  unpatchedHosts: doc.unpatchedHosts,
  rejectedRows: doc.rejectedRows,
  state: doc.state,
  doubts: doc.doubts,
  decision: doc.decision && { ...doc.decision, at: iso(doc.decision.at) },
  takenAt: iso(doc.takenAt),
})
