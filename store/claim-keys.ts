import { type Db, MongoBulkWriteError } from 'mongodb'
import { type HostKeys, nameKey, strongKeys } from '../domain/intake/host-keys.ts'
import { isDuplicateKey } from './database.ts'
import { type HostKeyDocument, hostKeyDocuments, type KnownKeys } from './host-keys.ts'

/** A new host that wants its keys. */
export interface Claimant {
  hostRef: string
  keys: HostKeys
}

/** A claim whose host has not appeared after this long was left behind by a process that died. */
const diesAfter = 60_000

/** Inserts keys and returns those that somebody else has. */
async function insertKeys(db: Db, docs: HostKeyDocument[]): Promise<HostKeyDocument[]> {
  if (docs.length === 0) return []
  try {
    await hostKeyDocuments(db).insertMany(docs, { ordered: false })
    return []
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error
    const failed = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
    return failed.flatMap(({ index }) => docs[index] ?? [])
  }
}

const claimOf = (hostRef: string, key: string): HostKeyDocument => ({
  _id: key,
  hostRef,
  claimedAt: Date.now(),
})

async function giveUp(db: Db, losers: Claimant[]): Promise<void> {
  if (losers.length === 0) return
  await hostKeyDocuments(db).deleteMany({ hostRef: { $in: losers.map(({ hostRef }) => hostRef) } })
}

/** Splits claimants by whether one of their keys went to somebody else; these give all others back. */
async function contend<T extends Claimant>(db: Db, claimants: T[], docs: HostKeyDocument[]) {
  const beaten = new Set((await insertKeys(db, docs)).map(({ hostRef }) => hostRef))
  const lost = claimants.filter(({ hostRef }) => beaten.has(hostRef))
  await giveUp(db, lost)
  return { won: claimants.filter(({ hostRef }) => !beaten.has(hostRef)), lost }
}

/**
 * Takes all keys of each claimant or none. A claimant that lost looks again at who holds them now.
 * Short names come second: two hosts may share one, and only a host that is sure of itself may say so.
 */
export async function claimKeys<T extends Claimant>(db: Db, claimants: T[], known: KnownKeys) {
  const strong = await contend(
    db,
    claimants,
    claimants.flatMap(({ hostRef, keys }) => strongKeys(keys).map((key) => claimOf(hostRef, key))),
  )
  const isTaken = ({ keys }: T) => known.claim(nameKey(keys)) !== undefined
  const shared = strong.won.filter(isTaken).map(({ keys }) => nameKey(keys))
  if (shared.length > 0) await markAmbiguous(db, shared)
  const free = strong.won.filter((claimant) => !isTaken(claimant))
  const named = await contend(
    db,
    free,
    free.map(({ hostRef, keys }) => claimOf(hostRef, nameKey(keys))),
  )
  return {
    won: [...strong.won.filter(isTaken), ...named.won],
    lost: [...strong.lost, ...named.lost],
  }
}

/** From now on these short names identify nobody. */
export const markAmbiguous = (db: Db, names: string[]) =>
  hostKeyDocuments(db).updateMany({ _id: { $in: names } }, { $set: { ambiguous: true } })

/** Keys that somebody has claimed for a host that is not there yet. */
export const claimsUnderWay = (keys: HostKeys, known: KnownKeys): HostKeyDocument[] =>
  [...strongKeys(keys), nameKey(keys)].flatMap((key) => {
    const claim = known.claim(key)
    return claim === undefined || known.document(claim.hostRef) !== undefined ? [] : [claim]
  })

/** Frees the keys of hosts that never came to be. */
export async function freeDeadClaims(db: Db, claims: HostKeyDocument[]): Promise<void> {
  const dead = claims.filter(({ claimedAt }) => Date.now() - claimedAt > diesAfter)
  for (const { _id, hostRef } of dead) await hostKeyDocuments(db).deleteOne({ _id, hostRef })
}

/** Gives a known host another key; false when that key is somebody else's. */
export async function addKey(db: Db, hostRef: string, key: string): Promise<boolean> {
  const [taken] = await insertKeys(db, [claimOf(hostRef, key)])
  if (taken === undefined) return true
  const holder = await hostKeyDocuments(db).findOne({ _id: key })
  return holder?.hostRef === hostRef
}
