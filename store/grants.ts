import type { Db } from 'mongodb'
import type { PenaltyKind } from '../domain/rung.ts'

/** Leave to do one penalty, given by the gate only. `_id` is the effect key that it is bound to. */
export interface GrantDocument {
  _id: string
  caseId: string
  penalty: PenaltyKind
  switch?: string
  department?: string
  grantedAt: number
  /** Epoch milliseconds; a write that begins later is refused. */
  validUntil: number
  /** When its target was held; from then on the target's document counts, not the grant. */
  usedAt: number | null
  /** Given back unused. */
  returnedAt: number | null
}

export const grants = (db: Db) => db.collection<GrantDocument>('grants')

/** Stores a new grant, or renews one that lapsed unused. */
export const saveGrant = (db: Db, grant: GrantDocument) =>
  grants(db).replaceOne({ _id: grant._id, usedAt: null }, grant, { upsert: true })

export const markGrantUsed = (db: Db, key: string, at: number) =>
  grants(db).updateOne({ _id: key, usedAt: null }, { $set: { usedAt: at } })

export const markGrantReturned = (db: Db, key: string, at: number) =>
  grants(db).updateOne({ _id: key, returnedAt: null }, { $set: { returnedAt: at } })
