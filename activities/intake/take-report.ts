import { randomUUID } from 'node:crypto'
import type { Db } from 'mongodb'
import type { HostFinding } from '../../domain/intake/host-finding.ts'
import { openCases } from '../../domain/intake/open-cases.ts'
import { openHosts } from '../../store/cases.ts'
import { findingsByHost, type ResolvedFinding, saveFindings } from '../../store/findings.ts'
import { resolveNames } from '../../store/host-keys.ts'
import { findReport, markReportTaken, type ReportDocument, rowsOf } from '../../store/reports.ts'
import type { CaseInput } from '../../workflows/host-case/contract.ts'
import type { IntakeSummary } from '../../workflows/intake/workflow.ts'
import type { CaseClient } from '../case-client.ts'
import { permanent } from '../failure.ts'
import { inParallel } from '../in-parallel.ts'

export interface IntakeParts {
  db: Db
  client: CaseClient
  /** What every case that is opened now is started with. */
  terms: Pick<CaseInput, 'machineVersion' | 'policyHash' | 'times'>
  now?: () => number
}

/** A small Temporal server starts most cases per second with about this many clients. */
const casesAtOnce = 20

/** Applies an accepted report: findings first, then cases. Taking it twice changes nothing (I12). */
export function createTakeReport({ db, client, terms, now = Date.now }: IntakeParts) {
  return async function takeReport(reportId: string): Promise<IntakeSummary> {
    const report = await acceptedReport(db, reportId)
    const { touched, unknown } = await takeFindings(db, report)
    const plan = openCases(await collect(findingsByHost(db, touched)))
    await inParallel(plan.unpatched, casesAtOnce, ({ hostRef, since }) =>
      client.open(
        { ...terms, hostRef, caseId: randomUUID(), kind: 'unpatched', unpatchedSince: Date.parse(since) },
        { type: 'reported', reportId },
      ),
    )
    const open = await openHosts(db)
    const patched = plan.patched.filter(({ hostRef }) => open.has(hostRef))
    await inParallel(patched, casesAtOnce, ({ hostRef, evidence }) =>
      client.tell(hostRef, { type: 'patched', evidence }),
    )
    await markReportTaken(db, reportId, now())
    const opened = plan.unpatched.filter(({ hostRef }) => !open.has(hostRef)).length
    return { opened, patched: patched.length, stillMissing: plan.unpatched.length - opened, unknown }
  }
}

async function acceptedReport(db: Db, reportId: string): Promise<ReportDocument> {
  const report = await findReport(db, reportId)
  if (report?.state === 'accepted') return report
  throw permanent(
    `report ${reportId} is ${report?.state ?? 'not in the store'}`,
    'a person has to accept it first: straggler report accept',
  )
}

/** Stores what the report says of hosts in the inventory, and lists the names that are not. */
async function takeFindings(db: Db, { _id, source }: ReportDocument) {
  const touched = new Set<string>()
  const unknown = new Set<string>()
  for await (const rows of rowsOf(db, _id)) {
    const matches = await resolveNames(db, [...new Set(rows.map(({ hostname }) => hostname))])
    const resolved = rows.flatMap((finding): ResolvedFinding[] => {
      const match = matches.get(finding.hostname)
      if (match && 'hostRef' in match) return [{ hostRef: match.hostRef, finding }]
      unknown.add(finding.hostname)
      return []
    })
    await saveFindings(db, source, _id, resolved)
    for (const { hostRef } of resolved) touched.add(hostRef)
  }
  return { touched, unknown: [...unknown] }
}

async function collect(found: AsyncIterable<{ hostRef: string; findings: HostFinding[] }>) {
  const all = []
  for await (const one of found) all.push(one)
  return all
}
