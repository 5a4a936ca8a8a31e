import type { Db } from 'mongodb'
import { isDuplicateKey } from './database.ts'

/** A request that carried an `Idempotency-Key`; `_id` is `<token owner>:<key>`. */
export interface IdempotencyDocument {
  _id: string
  /** SHA-256 of method, path and body: the same key with another one is a mistake of the client. */
  fingerprint: string
  startedAt: number
  /** Null while the first request is under way. */
  answer: KeptAnswer | null
}

/** `json` is the body as it was sent. */
export interface KeptAnswer {
  status: number
  json: string
}

/** How a key was found: `first` for whoever has to do the work. */
export type Claim =
  | { kind: 'first' }
  | ({ kind: 'answered' } & KeptAnswer)
  | { kind: 'inFlight' }
  | { kind: 'otherRequest' }

/** Keys are kept for a day (IETF draft idempotency-key-header-07 leaves the time to us). */
const keptFor = 24 * 60 * 60_000
/** Nothing that the API does takes this long; such a request died with its process. */
const diesAfter = 120_000

const keys = (db: Db) => db.collection<IdempotencyDocument>('idempotency')

/** Takes the key for this request, or says what became of the one that took it. */
export async function claimKey(db: Db, id: string, fingerprint: string, now: number): Promise<Claim> {
  try {
    await keys(db).insertOne({ _id: id, fingerprint, startedAt: now, answer: null })
    return { kind: 'first' }
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  const known = await keys(db).findOne({ _id: id })
  if (!known) return claimKey(db, id, fingerprint, now)
  if (isOver(known, now)) return takeOver(db, known, fingerprint, now)
  if (known.fingerprint !== fingerprint) return { kind: 'otherRequest' }
  return known.answer ? { kind: 'answered', ...known.answer } : { kind: 'inFlight' }
}

const isOver = ({ startedAt, answer }: IdempotencyDocument, now: number): boolean =>
  now - startedAt > (answer ? keptFor : diesAfter)

async function takeOver(
  db: Db,
  { _id, startedAt }: IdempotencyDocument,
  fingerprint: string,
  now: number,
): Promise<Claim> {
  const taken = await keys(db).updateOne(
    { _id, startedAt },
    { $set: { fingerprint, startedAt: now, answer: null } },
  )
  return taken.matchedCount === 1 ? { kind: 'first' } : { kind: 'inFlight' }
}

export const keepAnswer = (db: Db, id: string, answer: KeptAnswer) =>
  keys(db).updateOne({ _id: id }, { $set: { answer } })

/** A request that failed on our side may be tried again under the same key. */
export const freeKey = (db: Db, id: string) => keys(db).deleteOne({ _id: id, answer: null })

/** Deletes keys that are past their day; the embedded server has no TTL indexes. */
export const dropOldKeys = (db: Db, now: number) => keys(db).deleteMany({ startedAt: { $lt: now - keptFor } })
