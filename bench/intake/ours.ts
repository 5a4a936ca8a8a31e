import type { Db } from 'mongodb'
import type { CaseClient } from '../../activities/case-client.ts'
import { createTakeReport } from '../../activities/intake/take-report.ts'
import { summariseReport } from '../../domain/intake/summarise-report.ts'
import { parseInventory } from '../../importers/inventory/parse-inventory.ts'
import { parseReport } from '../../importers/report/parse-report.ts'
import { importHosts } from '../../store/import-hosts.ts'
import { fileSha256, reportIdOf, saveReport } from '../../store/reports.ts'
import { machineVersion } from '../../workflows/host-case/machine.ts'
import { costTimes } from '../case-cost/cost-terms.ts'

/** Takes an inventory as the API does. */
export async function importInventory(db: Db, bytes: Buffer): Promise<void> {
  const parsed = parseInventory(bytes)
  if (!parsed.ok) throw new Error('the inventory of the bench is faulty')
  await importHosts(db, parsed.rows)
}

/** Takes a report as the API and the intake do, with the sanity of it left out; gives the cases opened. */
export async function takeReport(db: Db, client: CaseClient, bytes: Buffer): Promise<number> {
  const now = Date.now()
  const parsed = parseReport(bytes, { receivedAt: new Date(now).toISOString(), scope: 'bench' })
  if (!parsed.ok) throw new Error('the report of the bench is faulty')
  const { format, scope, reportedAt, timeAssumed } = parsed.meta
  const hash = fileSha256(bytes)
  const id = reportIdOf('bench', scope, hash)
  const given = { source: 'bench', scope, format, fileSha256: hash, reportedAt, timeAssumed, receivedAt: now }
  const judged = { by: 'bench', rejectedRows: 0, state: 'accepted' as const, doubts: [], decision: null }
  const report = { ...summariseReport(parsed.rows), _id: id, ...given, ...judged, takenAt: null }
  await saveReport(db, report, parsed.rows)
  const terms = { machineVersion, policyHash: 'bench', times: costTimes }
  const { opened } = await createTakeReport({ db, client, terms })(id)
  return opened
}
