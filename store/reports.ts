import { createHash } from 'node:crypto'
import type { Db } from 'mongodb'
import type { Finding } from '../domain/finding.ts'
import type { Doubt } from '../domain/intake/sanity.ts'
import type { ReportSummary } from '../domain/intake/summarise-report.ts'
import { isDuplicateKey } from './database.ts'

/** A report that came in; `_id` is made from its source, scope and bytes, so a repeated file is recognised. */
export interface ReportDocument extends ReportSummary {
  _id: string
  source: string
  scope: string
  format: string
  fileSha256: string
  reportedAt: string
  timeAssumed: boolean
  receivedAt: number
  /** Who brought it. */
  by: string
  rejectedRows: number
  state: 'waiting' | 'accepted' | 'rejected'
  doubts: Doubt[]
  decision: { by: string; at: number; reason: string } | null
  /** When its rows had been applied to hosts and cases; null before. */
  takenAt: number | null
}

interface RowsDocument {
  _id: string
  rows: Finding[]
}

export const reports = (db: Db) => db.collection<ReportDocument>('reports')
const reportRows = (db: Db) => db.collection<RowsDocument>('reportRows')

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}

export const fileSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The same file from the same source about the same scope is the same report. */
export const reportIdOf = (source: string, scope: string, fileHash: string): string =>
  sha256(source, scope, fileHash).slice(0, 32)

const rowsPerDocument = 1000

/** Keeps a report and its rows. False when this very report is there already; then nothing changes (I12). */
export async function saveReport(db: Db, report: ReportDocument, rows: readonly Finding[]): Promise<boolean> {
  if ((await findReport(db, report._id)) !== null) return false
  const parts = Array.from({ length: Math.ceil(rows.length / rowsPerDocument) }, (_, part) => ({
    _id: `${report._id}:${String(part).padStart(6, '0')}`,
    rows: rows.slice(part * rowsPerDocument, (part + 1) * rowsPerDocument),
  }))
  // Rows first: a report that can be found has all its rows, also after a crash in between.
  for (const part of parts) await reportRows(db).replaceOne({ _id: part._id }, part, { upsert: true })
  try {
    await reports(db).insertOne(report)
    return true
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return false
  }
}

export const findReport = (db: Db, id: string) => reports(db).findOne({ _id: id })

/** The rows of a report, part by part. */
export async function* rowsOf(db: Db, id: string): AsyncGenerator<Finding[]> {
  const parts = reportRows(db)
    .find({ _id: { $gte: `${id}:`, $lt: `${id};` } })
    .sort({ _id: 1 })
  for await (const { rows } of parts) yield rows
}

/** Accepted reports that a new one is compared with, newest first. */
export const earlierReports = (db: Db, source: string, scope: string, limit = 20) =>
  reports(db).find({ source, scope, state: 'accepted' }).sort({ reportedAt: -1 }).limit(limit).toArray()

/** Decides on a waiting report; false when somebody has decided already. */
export async function decideReport(
  db: Db,
  id: string,
  state: 'accepted' | 'rejected',
  decision: NonNullable<ReportDocument['decision']>,
): Promise<boolean> {
  const decided = await reports(db).updateOne({ _id: id, state: 'waiting' }, { $set: { state, decision } })
  return decided.modifiedCount === 1
}

export const markReportTaken = (db: Db, id: string, at: number) =>
  reports(db).updateOne({ _id: id }, { $set: { takenAt: at } })

/** Reports, newest first. */
export const listReports = (db: Db, state?: ReportDocument['state'], limit = 100) =>
  reports(db)
    .find(state === undefined ? {} : { state })
    .sort({ receivedAt: -1 })
    .limit(limit)
    .toArray()
