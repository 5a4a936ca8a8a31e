import type { Db } from 'mongodb'

/** Where and when a host was last seen; `_id` is the hostRef. */
export interface SightingDocument {
  _id: string
  seenAt: number
  /** What saw it, in words: `forwarding table of sw-2, port Gi1/0/7`. */
  source: string
  switch?: string
  ifName?: string
  /** When its case was last told; a case is told at most once per interval. */
  toldAt: number
}

export const sightings = (db: Db) => db.collection<SightingDocument>('sightings')

/** Keeps the newest sighting. */
export async function saveSighting(db: Db, sighting: Omit<SightingDocument, 'toldAt'>): Promise<void> {
  const { _id, ...seen } = sighting
  await sightings(db).updateOne({ _id }, { $set: seen, $setOnInsert: { toldAt: 0 } }, { upsert: true })
}

/** True for exactly one caller per interval: whoever moves `toldAt` tells the case. */
export async function claimTelling(db: Db, hostRef: string, now: number, interval: number): Promise<boolean> {
  const claimed = await sightings(db).updateOne(
    { _id: hostRef, toldAt: { $lte: now - interval } },
    { $set: { toldAt: now } },
  )
  return claimed.modifiedCount === 1
}
