import type { Db } from 'mongodb'
import { canonical } from './canonical.ts'
import { entries, heads } from './documents.ts'

/** The line before a chain's entries in an export; without it a cut-off end could not be noticed. */
export interface HeadLine {
  head: { hostRef: string; hostSeq: number; leaf: string }
}

/**
 * The trail as JSON lines: each chain's recorded head, then its entries in order, byte for byte as hashed.
 * A chain may go on behind its head: the head is recorded after the entry, and read here before it.
 */
export async function* exportTrail(db: Db, hostRef?: string): AsyncGenerator<string> {
  for (const chain of hostRef === undefined ? await allChains(db) : [hostRef]) {
    const head = await recordedHead(db, chain)
    if (!head) continue
    yield canonical({ head: { hostRef: chain, hostSeq: head.hostSeq, leaf: head.leaf } })
    const found = entries(db).find({ hostRef: chain }).sort({ hostSeq: 1 })
    for await (const { bytes } of found) yield bytes
  }
}

async function allChains(db: Db): Promise<string[]> {
  const [ended, begun] = await Promise.all([
    heads(db).find().toArray(),
    entries(db)
      .find({ hostSeq: 1 }, { projection: { hostRef: 1 } })
      .toArray(),
  ])
  return [...new Set([...ended.map(({ _id }) => _id), ...begun.map((first) => first.hostRef)])].sort()
}

/** A writer may have died between a chain's first entry and its head: then the entry is the head. */
const recordedHead = async (db: Db, chain: string) =>
  (await heads(db).findOne({ _id: chain })) ?? (await entries(db).findOne({ _id: `${chain}:1` }))
