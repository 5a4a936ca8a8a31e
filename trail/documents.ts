import type { Db } from 'mongodb'
import type { EntryKind } from './entry.ts'

/** One stored entry. `bytes` is the entry; the other fields only help to find it. */
export interface EntryDocument {
  /** `<hostRef>:<hostSeq>`: the insert is the compare-and-set on the end of the host's chain. */
  _id: string
  id: string
  hostRef: string
  hostSeq: number
  kind: EntryKind
  ts: number
  leaf: string
  bytes: string
}

/** Where a host's chain ended lately. May lag behind, is never ahead: written after the entry. */
export interface HeadDocument {
  _id: string
  hostSeq: number
  leaf: string
}

export const entries = (db: Db) => db.collection<EntryDocument>('trail')

export const heads = (db: Db) => db.collection<HeadDocument>('trailHeads')

/** Unique indexes carry the trail's promises; call it once at start. */
export async function prepareTrail(db: Db): Promise<void> {
  await entries(db).createIndex({ id: 1 }, { unique: true })
  await entries(db).createIndex({ hostRef: 1, hostSeq: 1 }, { unique: true })
  await entries(db).createIndex({ ts: 1, _id: 1 }, { unique: true })
}
