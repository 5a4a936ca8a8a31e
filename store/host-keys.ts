import type { Db } from 'mongodb'
import { type HostKeys, hostKeys, nameKey, nameKeys, strongKeys } from '../domain/intake/host-keys.ts'
import { type Known, type KnownHost, type Match, matchHost } from '../domain/intake/match-host.ts'
import { type HostDocument, hosts } from './hosts.ts'

/** Who is recognised by a key; `_id` is the key itself, so that one insert decides between two writers. */
export interface HostKeyDocument {
  _id: string
  hostRef: string
  claimedAt: number
  /** A short name that more than one host has. */
  ambiguous?: true
}

export const hostKeyDocuments = (db: Db) => db.collection<HostKeyDocument>('hostKeys')

const knownHost = (doc: HostDocument): KnownHost => {
  const { guid, fqdn } = hostKeys(doc)
  return { hostRef: doc._id, ...(guid !== undefined && { guid }), ...(fqdn !== undefined && { fqdn }) }
}

/** What the store knows about some keys. A key whose host is not there yet is a claim under way. */
export interface KnownKeys extends Known {
  document(hostRef: string): HostDocument | undefined
  claim(key: string): HostKeyDocument | undefined
}

/** Reads the holders of all these keys in two queries. */
export async function knownKeys(db: Db, all: readonly HostKeys[]): Promise<KnownKeys> {
  const wanted = [...new Set(all.flatMap((keys) => [...strongKeys(keys), nameKey(keys)]))]
  const found = await hostKeyDocuments(db)
    .find({ _id: { $in: wanted } })
    .toArray()
  const claims = new Map(found.map((doc) => [doc._id, doc]))
  const refs = [...new Set(found.map(({ hostRef }) => hostRef))]
  const docs = await hosts(db)
    .find({ _id: { $in: refs } })
    .toArray()
  const byRef = new Map(docs.map((doc) => [doc._id, doc]))
  return {
    document: (hostRef) => byRef.get(hostRef),
    claim: (key) => claims.get(key),
    isAmbiguous: (key) => claims.get(key)?.ambiguous === true,
    holder: (key) => {
      const doc = byRef.get(claims.get(key)?.hostRef ?? '')
      return doc && knownHost(doc)
    },
  }
}

const perQuery = 1000

/** Finds the inventory host of each name that a report uses. */
export async function resolveNames(db: Db, names: readonly string[]): Promise<Map<string, Match>> {
  const unique = [...new Set(names)]
  const matches = new Map<string, Match>()
  for (let from = 0; from < unique.length; from += perQuery) {
    const part = unique.slice(from, from + perQuery)
    const keys = part.map((name) => ({ ...nameKeys(name), macs: [] }))
    const known = await knownKeys(db, keys)
    for (const [i, name] of part.entries()) {
      const own = keys[i]
      if (own) matches.set(name, matchHost(own, known))
    }
  }
  return matches
}
