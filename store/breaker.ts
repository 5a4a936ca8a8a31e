import type { Db } from 'mongodb'
import { isDuplicateKey } from './database.ts'

/** The last time that the error breaker tripped (R5). It stands until a person says `straggler start`. */
export interface BreakerTrip {
  trippedAt: number
  why: string
  /** Its entry stands in the trail. Tripping does not wait for the trail, so the entry may follow later. */
  told: boolean
}

type TripDocument = BreakerTrip & { _id: 'breaker' }

const settings = (db: Db) => db.collection<TripDocument>('settings')

/** Null: it has never tripped. */
export async function lastTrip(db: Db): Promise<BreakerTrip | null> {
  const found = await settings(db).findOne({ _id: 'breaker' })
  return found && { trippedAt: found.trippedAt, why: found.why, told: found.told }
}

/** Trips it, unless it has tripped since the reset already; the first reason stands. */
export async function tripBreaker(db: Db, trip: BreakerTrip, resetAt: number): Promise<void> {
  try {
    await settings(db).replaceOne({ _id: 'breaker', trippedAt: { $lte: resetAt } }, trip, { upsert: true })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

export const markTripTold = (db: Db, trippedAt: number) =>
  settings(db).updateOne({ _id: 'breaker', trippedAt }, { $set: { told: true } })
