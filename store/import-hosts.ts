import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Db } from 'mongodb'
import { type HostKeys, hostKeys, nameKey, strongKeys } from '../domain/intake/host-keys.ts'
import { matchHost } from '../domain/intake/match-host.ts'
import { claimKeys, claimsUnderWay, freeDeadClaims } from './claim-keys.ts'
import { type KnownKeys, knownKeys } from './host-keys.ts'
import { type HostDocument, hosts, type InventoryHost } from './hosts.ts'
import { updateHost } from './update-host.ts'

/** What became of an inventory. */
export interface ImportedHosts {
  created: number
  changed: number
  unchanged: number
  /** Rows that no one host could be told for; `index` is that of the row. */
  rejected: { index: number; why: string }[]
}

interface Row {
  index: number
  host: InventoryHost
  keys: HostKeys
}

/** One import under way. */
interface Import {
  db: Db
  done: ImportedHosts
  /** Which row a host came from, to notice a file that names one host twice. */
  rowOf: Map<string, number>
}

const rowsPerRound = 500
/** In each round at least one of several competing writers gets through. */
const mostRounds = 50

const documentOf = (hostRef: string, { host, keys }: Row, addedAt: number): HostDocument => ({
  _id: hostRef,
  ...host,
  keys: [...strongKeys(keys), nameKey(keys)],
  addedAt,
})

async function takeKnown({ db, done, rowOf }: Import, row: Row, was: HostDocument): Promise<void> {
  const earlier = rowOf.get(was._id)
  if (earlier !== undefined) {
    done.rejected.push({ index: row.index, why: `${was.hostname} is in this file already` })
    return
  }
  rowOf.set(was._id, row.index)
  const now = documentOf(was._id, row, was.addedAt)
  if (isDeepStrictEqual(was, now)) {
    done.unchanged += 1
    return
  }
  const why = await updateHost(db, was, now)
  if (why === null) done.changed += 1
  else done.rejected.push({ index: row.index, why })
}

async function create({ db, done, rowOf }: Import, fresh: Row[], known: KnownKeys): Promise<Row[]> {
  const claimants = fresh.map((row) => ({ ...row, hostRef: randomUUID() }))
  const { won, lost } = await claimKeys(db, claimants, known)
  const now = Date.now()
  const documents = won.map(({ hostRef, ...row }) => documentOf(hostRef, row, now))
  if (documents.length > 0) await hosts(db).insertMany(documents)
  for (const { hostRef, index } of won) rowOf.set(hostRef, index)
  done.created += won.length
  return lost
}

/** Takes some rows; returns those that another writer was in the way of. */
async function takeRows(run: Import, rows: Row[]): Promise<Row[]> {
  const known = await knownKeys(
    run.db,
    rows.map(({ keys }) => keys),
  )
  const waiting: Row[] = []
  const fresh: Row[] = []
  for (const row of rows) {
    const underWay = claimsUnderWay(row.keys, known)
    if (underWay.length > 0) {
      await freeDeadClaims(run.db, underWay)
      waiting.push(row)
      continue
    }
    const match = matchHost(row.keys, known)
    const was = 'hostRef' in match ? known.document(match.hostRef) : undefined
    if ('ambiguous' in match) run.done.rejected.push({ index: row.index, why: match.ambiguous })
    else if (was === undefined) fresh.push(row)
    else await takeKnown(run, row, was)
  }
  return [...waiting, ...(await create(run, fresh, known))]
}

/** Adds and updates hosts; importing the same inventory again changes nothing, concurrent imports meet. */
export async function importHosts(db: Db, inventory: readonly InventoryHost[]): Promise<ImportedHosts> {
  const done: ImportedHosts = { created: 0, changed: 0, unchanged: 0, rejected: [] }
  const run: Import = { db, done, rowOf: new Map() }
  const rows = inventory.map((host, index) => ({ index, host, keys: hostKeys(host) }))
  for (let from = 0; from < rows.length; from += rowsPerRound) {
    let left = rows.slice(from, from + rowsPerRound)
    for (let round = 0; left.length > 0; round += 1) {
      if (round > 0) await delay(Math.random() * 20 * round)
      if (round === mostRounds) throw new Error('hosts are being imported elsewhere; try again')
      left = await takeRows(run, left)
    }
  }
  done.rejected.sort((a, b) => a.index - b.index)
  return done
}
