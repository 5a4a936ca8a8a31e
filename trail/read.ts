import type { Db } from 'mongodb'
import { entries } from './documents.ts'
import type { Entry, EntryKind } from './entry.ts'

const parse = (document: { bytes: string }) => JSON.parse(document.bytes) as Entry

/** One host's entries in the order of its chain, from `after` on. */
export async function hostTrail(db: Db, hostRef: string, after = 0, limit = 1000): Promise<Entry[]> {
  const found = entries(db)
    .find({ hostRef, hostSeq: { $gt: after } })
    .sort({ hostSeq: 1 })
    .limit(limit)
  return (await found.toArray()).map(parse)
}

/** The entries with these ids, by id; what is not there is left out. */
export async function entriesById(db: Db, ids: string[]): Promise<Map<string, Entry>> {
  const found = await entries(db)
    .find({ id: { $in: ids } })
    .toArray()
  return new Map(found.map((document) => [document.id, parse(document)]))
}

/** A place in the order of time over all hosts. */
export interface TailCursor {
  ts: number
  /** `_id` of the last entry seen at that time. */
  key: string
}

export interface TailPage {
  items: Entry[]
  next: TailCursor
}

export interface TailQuery {
  after: TailCursor
  limit: number
  kind?: EntryKind
  /** Only this host's; otherwise those of all. */
  hostRef?: string
  /** Entries younger than this are left for later: a writer with a slower clock may still get before them. */
  until?: number
}

/** Entries by time. To follow the trail, call it again with the `next` that it gave. */
export async function trailTail(db: Db, { after, limit, until, ...only }: TailQuery): Promise<TailPage> {
  const found = await entries(db)
    .find({
      $or: [{ ts: { $gt: after.ts } }, { ts: after.ts, _id: { $gt: after.key } }],
      ...(until !== undefined && { ts: { $lte: until } }),
      ...only,
    })
    .sort({ ts: 1, _id: 1 })
    .limit(limit)
    .toArray()
  const last = found.at(-1)
  return { items: found.map(parse), next: last ? { ts: last.ts, key: last._id } : after }
}
