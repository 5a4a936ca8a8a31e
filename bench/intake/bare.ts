import { parse } from 'csv-parse/sync'
import type { Db } from 'mongodb'
import type { CaseClient } from '../../activities/case-client.ts'
import { inParallel } from '../../activities/in-parallel.ts'
import { machineVersion } from '../../workflows/host-case/machine.ts'
import { costTimes } from '../case-cost/cost-terms.ts'

type Row = Record<string, string>

/** As one would write it who knows that the file is sound and that nobody else is writing. */
export async function importInventory(db: Db, bytes: Buffer): Promise<void> {
  const rows = parse(bytes, { columns: true }) as Row[]
  await write(
    db,
    'hosts',
    rows.map(({ hostname = '', ...row }) => ({ _id: hostname, ...row })),
  )
}

/** Upserts the rows and starts a case for each host that lacks something; gives their number. */
export async function takeReport(db: Db, client: CaseClient, bytes: Buffer): Promise<number> {
  const rows = parse(bytes, { columns: true }) as Row[]
  await write(
    db,
    'findings',
    rows.map((row) => ({ _id: `${row.hostname}:${row.update_id}`, ...row })),
  )
  const missing = rows.filter(({ state }) => state === 'missing')
  const terms = { machineVersion, policyHash: 'bench', times: costTimes, kind: 'unpatched' as const }
  await inParallel(missing, casesAtOnce, () =>
    client.open(
      { ...terms, hostRef: crypto.randomUUID(), caseId: crypto.randomUUID(), unpatchedSince: Date.now() },
      { type: 'reported', reportId: 'bench' },
    ),
  )
  return missing.length
}

/** As many as the product has under way. */
const casesAtOnce = 20
const perWrite = 1000

async function write(db: Db, name: string, documents: (Row & { _id: string })[]): Promise<void> {
  for (let from = 0; from < documents.length; from += perWrite) {
    const some = documents.slice(from, from + perWrite)
    const upserts = some.map(({ _id, ...row }) => ({
      updateOne: { filter: { _id }, update: { $set: row }, upsert: true },
    }))
    await db.collection<{ _id: string }>(name).bulkWrite(upserts, { ordered: false })
  }
}
