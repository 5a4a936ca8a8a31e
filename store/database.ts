import { type Db, MongoClient } from 'mongodb'

/** One connection to the store. Only single-document operations: the same code runs on mongod and embedded. */
export interface Store {
  db: Db
  close(): Promise<void>
}

/**
 * Connects and answers a ping, or throws within 10 s.
 * Majority writes are journaled: an acknowledged document survives `kill -9` (audit-security 4).
 */
export async function openStore(uri: string, database: string): Promise<Store> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: 10_000,
    retryWrites: false,
    writeConcern: { w: 'majority', journal: true },
  })
  const db = client.db(database)
  await db.command({ ping: 1 }).catch(async (cause: Error) => {
    await client.close()
    throw new Error(unusable(client, cause), { cause })
  })
  return { db, close: () => client.close() }
}

const unusable = ({ options }: MongoClient, { message }: Error): string =>
  `MongoDB at ${options.hosts.join(', ')} cannot be used (${message}): start it, or correct mongodb.uri`

/** Duplicate key (E11000): somebody wrote this `_id` or unique key before. */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11000
