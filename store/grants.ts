import type { Db } from 'mongodb'
import type { Grant } from '../domain/gate/grant.ts'
import { isDuplicateKey } from './database.ts'

/** A grant as it is stored; `_id` is the effect key that it is bound to. */
export type GrantDocument = Omit<Grant, 'key'> & { _id: string }

/** The batch of grants that the gate gave last. Being one document, a batch is given whole or not at all. */
export interface GrantLedger {
  /** Counts the batches. */
  rev: number
  /** What of the batch may not be stored yet. */
  batch: Grant[]
}

/** All that the gate asks of a store: single documents, compare-and-set on the ledger. */
export interface GrantStore {
  ledger(): Promise<GrantLedger>
  /** Puts the successor in the place of the ledger as it stands; false: somebody else was first. */
  moveLedger(next: GrantLedger): Promise<boolean>
  /** The whole batch of this number is stored. */
  settleLedger(rev: number): Promise<void>
  /** Stores a grant, or renews one that lapsed unused; repeating it changes nothing. */
  put(grant: Grant): Promise<void>
  /** All that were given later than this. */
  since(at: number): Promise<Grant[]>
  of(keys: string[]): Promise<Grant[]>
  markReturned(key: string, at: number): Promise<void>
}

export const grants = (db: Db) => db.collection<GrantDocument>('grants')

/** Finds the latest grants without a scan; call it once at start. */
export const prepareGrants = (db: Db) => grants(db).createIndex({ grantedAt: 1 })

/** Stores a new grant, or renews one that lapsed unused; repeating it changes nothing. */
export async function saveGrant(db: Db, grant: GrantDocument): Promise<void> {
  if (await isNew(grants(db).insertOne(grant))) return
  const lapsed = { usedAt: null, returnedAt: null, validUntil: { $lte: grant.grantedAt } }
  await grants(db).replaceOne({ _id: grant._id, ...lapsed }, grant)
}

export const markGrantUsed = (db: Db, key: string, at: number) =>
  grants(db).updateOne({ _id: key, usedAt: null }, { $set: { usedAt: at } })

export const markGrantReturned = (db: Db, key: string, at: number) =>
  grants(db).updateOne({ _id: key, returnedAt: null }, { $set: { returnedAt: at } })

type LedgerDocument = GrantLedger & { _id: 'gate' }

const toDocument = ({ key, ...rest }: Grant): GrantDocument => ({ _id: key, ...rest })
const toGrant = ({ _id, ...rest }: GrantDocument): Grant => ({ key: _id, ...rest })

/** Grants in MongoDB. */
export function mongoGrants(db: Db): GrantStore {
  const ledgers = db.collection<LedgerDocument>('grantLedger')
  const find = async (query: object) => (await grants(db).find(query).toArray()).map(toGrant)
  return {
    async ledger() {
      const { rev = 0, batch = [] } = (await ledgers.findOne({ _id: 'gate' })) ?? {}
      return { rev, batch }
    },
    async moveLedger(next) {
      if (next.rev === 1) return isNew(ledgers.insertOne({ _id: 'gate', ...next }))
      return (await ledgers.replaceOne({ _id: 'gate', rev: next.rev - 1 }, next)).matchedCount === 1
    },
    async settleLedger(rev) {
      await ledgers.updateOne({ _id: 'gate', rev }, { $set: { batch: [] } })
    },
    put: (grant) => saveGrant(db, toDocument(grant)),
    since: (at) => find({ grantedAt: { $gt: at } }),
    of: (keys) => find({ _id: { $in: keys } }),
    markReturned: async (key, at) => void (await markGrantReturned(db, key, at)),
  }
}

async function isNew(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}
