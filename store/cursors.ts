import type { Db } from 'mongodb'

/** How far a job that goes over a growing record has come. */
export interface CursorDocument {
  _id: 'intents'
  ts: number
  key: string
}

const cursors = (db: Db) => db.collection<CursorDocument>('cursors')

export const cursorOf = (db: Db, job: CursorDocument['_id']) => cursors(db).findOne({ _id: job })

export const saveCursor = (db: Db, { _id, ts, key }: CursorDocument) =>
  cursors(db).updateOne({ _id }, { $set: { ts, key } }, { upsert: true })
