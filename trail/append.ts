import type { Db } from 'mongodb'
import { isDuplicateKey } from '../store/database.ts'
import { type EntryDocument, entries, heads } from './documents.ts'
import { type Entry, type EntryDraft, entryBytes, entryId, leafHash, meaning } from './entry.ts'

/** The audit log as its writers see it; every one of them goes through here. */
export interface Trail {
  /** Durable when it returns. The same step again gives the entry that stands already. */
  append(draft: EntryDraft): Promise<Entry>
  find(id: string): Promise<Entry | null>
}

/** Alarm: one step of one case was told in two ways. Nothing is overwritten, no retry can heal it. */
export class TrailContradiction extends Error {
  override name = 'TrailContradiction'
}

export interface TrailOptions {
  /** Name of this log, e.g. `straggler.example.com/2027`. */
  log: string
  /** Version of the code that writes. */
  gitSha: string
  now?: () => number
}

/** The trail in MongoDB: one document per entry, inserted once and never changed. */
export function createTrail(db: Db, options: TrailOptions): Trail {
  const find = async (id: string) => {
    const stored = await entries(db).findOne({ id })
    return stored && (JSON.parse(stored.bytes) as Entry)
  }

  async function append(draft: EntryDraft): Promise<Entry> {
    let end = await hint(db, draft.hostRef)
    for (;;) {
      const entry = seal(draft, end, options)
      const document = toDocument(entry)
      if (await insert(db, document)) {
        await moveHead(db, document)
        return entry
      }
      const stored = await find(entry.id)
      if (stored) return sameAs(stored, entry)
      end = await further(db, draft.hostRef, end)
    }
  }

  return { append, find }
}

interface End {
  hostSeq: number
  leaf: string
}

function seal(draft: EntryDraft, end: End, options: TrailOptions): Entry {
  return {
    ...draft,
    v: 1,
    log: options.log,
    id: entryId(draft),
    hostSeq: end.hostSeq + 1,
    prev: end.leaf,
    ts: (options.now ?? Date.now)(),
    tsMono: Number(process.hrtime.bigint() / 1000n),
    code: { gitSha: options.gitSha },
  }
}

function toDocument(entry: Entry): EntryDocument {
  const { id, hostRef, hostSeq, kind, ts } = entry
  const bytes = entryBytes(entry)
  return { _id: `${hostRef}:${hostSeq}`, id, hostRef, hostSeq, kind, ts, leaf: leafHash(bytes), bytes }
}

function sameAs(stored: Entry, entry: Entry): Entry {
  if (meaning(stored) === meaning(entry)) return stored
  const step = `${entry.kind} of step ${entry.step} of ${entry.scope}`
  throw new TrailContradiction(
    `the trail already holds another ${step}, as ${stored.hostRef}:${stored.hostSeq}`,
  )
}

async function insert(db: Db, document: EntryDocument): Promise<boolean> {
  try {
    await entries(db).insertOne(document)
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

async function hint(db: Db, hostRef: string): Promise<End> {
  return (await heads(db).findOne({ _id: hostRef })) ?? { hostSeq: 0, leaf: '' }
}

/** Another writer took the place: go on behind it, or behind the head if that is further. */
async function further(db: Db, hostRef: string, end: End): Promise<End> {
  const head = await hint(db, hostRef)
  if (head.hostSeq > end.hostSeq) return head
  return (await entries(db).findOne({ _id: `${hostRef}:${end.hostSeq + 1}` })) ?? end
}

async function moveHead(db: Db, { hostRef, hostSeq, leaf }: EntryDocument): Promise<void> {
  const moved = await heads(db).updateOne(
    { _id: hostRef, hostSeq: { $lt: hostSeq } },
    { $set: { hostSeq, leaf } },
  )
  if (moved.matchedCount === 1) return
  await heads(db).updateOne({ _id: hostRef }, { $setOnInsert: { hostSeq, leaf } }, { upsert: true })
}
