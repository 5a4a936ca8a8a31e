import type { Db } from 'mongodb'
import type { RungKind } from '../domain/rung.ts'
import type { Ask, Decision } from '../workflows/host-case/contract.ts'

/** A question that a case has for a person; `_id` is `<caseId>:<seq>`. */
export interface AskDocument {
  _id: string
  caseId: string
  hostRef: string
  hostname: string
  seq: number
  ask: Ask
  rung?: RungKind
  choices: Decision[]
  askedAt: number
  /** Who decided what; null while open; `withdrawn` when the case moved on by itself. */
  answer: { decision: Decision | 'withdrawn'; by: string; at: number; reason: string } | null
}

export const asks = (db: Db) => db.collection<AskDocument>('asks')

export const openAsk = (db: Db, ask: AskDocument) =>
  asks(db).updateOne({ _id: ask._id }, { $setOnInsert: ask }, { upsert: true })

/** Forgets a question that was never asked: its step was lost. */
export const dropAsk = (db: Db, id: string) => asks(db).deleteOne({ _id: id })

export const answerAsk = (db: Db, id: string, answer: AskDocument['answer']) =>
  asks(db).updateOne({ _id: id, answer: null }, { $set: { answer } })

/** Makes the one question that a case has the only open one, where a step that was lost wrote others. */
export async function matchAsks(
  db: Db,
  caseId: string,
  { open, at }: { open: number | null; at: number },
): Promise<void> {
  const answer = {
    decision: 'withdrawn',
    by: 'case',
    at,
    reason: 'the case did not ask it after all',
  } as const
  await asks(db).updateMany({ caseId, answer: null, seq: { $ne: open ?? -1 } }, { $set: { answer } })
  if (open !== null) await asks(db).updateOne({ _id: `${caseId}:${open}` }, { $set: { answer: null } })
}
