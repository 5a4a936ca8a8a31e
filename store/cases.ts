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

/** Writes the document whatever stands there: it was written by a task that was lost, or is older. */
export const replaceCase = (db: Db, doc: CaseDocument) =>
  cases(db).replaceOne({ _id: doc._id }, doc, { upsert: true })

/** Writes the document unless a later step has been written already. */
export async function saveCase(db: Db, doc: CaseDocument): Promise<void> {
  const replaced = await cases(db).replaceOne({ _id: doc._id, step: { $lte: doc.step } }, doc)
  if (replaced.matchedCount === 1) return
  await cases(db).updateOne({ _id: doc._id }, { $setOnInsert: doc }, { upsert: true })
}

/** Hosts that have an open case now. */
export async function openHosts(db: Db): Promise<Set<string>> {
  const open = await cases(db).find({ closedAt: null }).project<{ hostRef: string }>({ hostRef: 1 }).toArray()
  return new Set(open.map(({ hostRef }) => hostRef))
}

/** Hosts that silence says nothing new about: their case ended lately, or a person has retired or exempted them. */
export async function settledHosts(db: Db, since: number): Promise<Set<string>> {
  const settled = await cases(db)
    .find({ $or: [{ closedAt: { $gt: since } }, { outcome: { $in: ['retired', 'exempt'] } }] })
    .project<{ hostRef: string }>({ hostRef: 1 })
    .toArray()
  return new Set(settled.map(({ hostRef }) => hostRef))
}
