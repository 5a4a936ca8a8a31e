import type { Db } from 'mongodb'
import type { NoticeKind } from '../domain/rung.ts'

/** A mail that a mail server took over, with its 250 as the proof. */
export interface SentNotice {
  key: string
  kind: NoticeKind | 'penaltyNotice' | 'releaseNotice'
  messageId: string
  answer: string
  at: number
}

/** What was said to people about one case; `_id` is the caseId. */
export interface CorrespondenceDocument {
  _id: string
  ticket: string | null
  notices: SentNotice[]
  /** Cause of the last attempt that failed, for people who decide. */
  lastCause: string | null
  /** Evidence that the host is patched. */
  evidence: string | null
}

const correspondence = (db: Db) => db.collection<CorrespondenceDocument>('correspondence')

const nothingSaid = { ticket: null, notices: [], lastCause: null, evidence: null }

export async function correspondenceOf(db: Db, caseId: string): Promise<CorrespondenceDocument> {
  return (await correspondence(db).findOne({ _id: caseId })) ?? { _id: caseId, ...nothingSaid }
}

/** Writes some of it; what was never written reads as nothing said. */
export async function saveCorrespondence(
  db: Db,
  caseId: string,
  part: Partial<Omit<CorrespondenceDocument, '_id' | 'notices'>>,
): Promise<void> {
  await correspondence(db).updateOne({ _id: caseId }, { $setOnInsert: nothingSaid }, { upsert: true })
  await correspondence(db).updateOne({ _id: caseId }, { $set: part })
}

/** A notice that was sent again under the same key is one notice. */
export async function addNotice(db: Db, caseId: string, notice: SentNotice): Promise<void> {
  await correspondence(db).updateOne({ _id: caseId }, { $setOnInsert: nothingSaid }, { upsert: true })
  await correspondence(db).updateOne(
    { _id: caseId, 'notices.key': { $ne: notice.key } },
    { $push: { notices: notice } },
  )
}
