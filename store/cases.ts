import type { Db } from 'mongodb'
import type { CaseKind } from '../domain/case.ts'
import type { CaseView } from '../workflows/host-case/contract.ts'

/** What lists show of a case: one small document, written after every step of its workflow. */
export interface CaseDocument extends CaseView {
  _id: string
  hostRef: string
  hostname: string
  kind: CaseKind
  machineVersion: number
  policyHash: string
  unpatchedSince: number
  openedAt: number
  closedAt: number | null
  /** Step of the workflow that wrote this; an older step never overwrites a newer one. */
  step: number
  /** Name of the person who has it, when a person has taken it. */
  owner?: string
}

export const cases = (db: Db) => db.collection<CaseDocument>('cases')

/** Writes the document unless a later step has been written already. */
export async function saveCase(db: Db, doc: CaseDocument): Promise<void> {
  const replaced = await cases(db).replaceOne({ _id: doc._id, step: { $lte: doc.step } }, doc)
  if (replaced.matchedCount === 1) return
  await cases(db).updateOne({ _id: doc._id }, { $setOnInsert: doc }, { upsert: true })
}
