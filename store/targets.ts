import type { Db } from 'mongodb'
import type { Target } from '../domain/target.ts'
import { isDuplicateKey } from './database.ts'

/** All that the protocol of a target asks of a store: single documents, compare-and-set on `rev`. */
export interface TargetStore {
  read(id: string): Promise<Target | null>
  /** False: it is there already. */
  insert(target: Target): Promise<boolean>
  /** Stores the successor of the document as it stands; false: somebody else was first. */
  replace(next: Target): Promise<boolean>
  /** The target that is held on behalf of this effect key. */
  heldBy(key: string): Promise<Target | null>
  /** All targets that are not free, e.g. for the gate and the reconciler. */
  held(): AsyncIterable<Target>
}

type TargetDocument = Omit<Target, 'id'> & { _id: string }

const toDocument = ({ id, ...rest }: Target): TargetDocument => ({ _id: id, ...rest })
const toTarget = ({ _id, ...rest }: TargetDocument): Target => ({ id: _id, ...rest })

const targets = (db: Db) => db.collection<TargetDocument>('targets')

/** Finds a holder's target without a scan; call it once at start. */
export const prepareTargets = (db: Db) => targets(db).createIndex({ 'holders.key': 1 })

/** Targets in MongoDB. */
export function mongoTargets(db: Db): TargetStore {
  const one = async (query: object) => {
    const found = await targets(db).findOne(query)
    return found && toTarget(found)
  }
  return {
    read: (id) => one({ _id: id }),
    heldBy: (key) => one({ 'holders.key': key }),
    async insert(target) {
      try {
        await targets(db).insertOne(toDocument(target))
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async replace(next) {
      const replaced = await targets(db).replaceOne({ _id: next.id, rev: next.rev - 1 }, toDocument(next))
      return replaced.matchedCount === 1
    },
    async *held() {
      for await (const found of targets(db).find({ phase: { $ne: 'free' } })) yield toTarget(found)
    },
  }
}
