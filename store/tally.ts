import type { Db } from 'mongodb'
import type { Tallied } from '../domain/gate/breaker.ts'
import { isDuplicateKey } from './database.ts'

/** What the error breaker counts (R5): one small document for each penalty and undo, so no trail is searched. */
type TallyDocument = Omit<Tallied, 'key'> & {
  _id: string
  /** When it last changed; it is forgotten a month later. */
  touchedAt: Date
}

const tally = (db: Db) => db.collection<TallyDocument>('tally')

const month = 31 * 24 * 60 * 60

/** One index finds the latest and lets the server forget the old; call it once at start. */
export const prepareTally = (db: Db) => tally(db).createIndex({ touchedAt: 1 }, { expireAfterSeconds: month })

/** An effect was ordered; told again, it changes nothing. */
export async function tallyOrder(db: Db, { key, ...order }: Tallied): Promise<void> {
  try {
    await tally(db).insertOne({ _id: key, ...order, touchedAt: new Date(order.orderedAt) })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** An effect has ended; the first word counts. */
export const tallyEnd = (db: Db, key: string, end: NonNullable<Tallied['end']>) =>
  tally(db).updateOne({ _id: key, end: null }, { $set: { end, touchedAt: new Date(end.at) } })

/** A person took a penalty back as wrong. */
export const tallyReversal = (db: Db, key: string, at: number) =>
  tally(db).updateOne({ _id: key, reversedAt: null }, { $set: { reversedAt: at, touchedAt: new Date(at) } })

/** Everything that has changed since then. */
export async function tallySince(db: Db, at: number): Promise<Tallied[]> {
  const found = await tally(db)
    .find({ touchedAt: { $gt: new Date(at) } })
    .toArray()
  return found.map(({ _id, touchedAt: _, ...rest }) => ({ key: _id, ...rest }))
}
