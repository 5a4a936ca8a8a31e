import { decideReport, findReport, type ReportDocument } from '../store/reports.ts'
import { systemChain } from '../trail/entry.ts'
import type { Principal } from './auth.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { writeDown } from './write-down.ts'

/** A person lets a waiting report open and close cases, or keeps it from doing so. */
export async function decideOnReport(
  services: Services,
  who: Principal,
  report: ReportDocument,
  verdict: 'accepted' | 'rejected',
  reason: string,
): Promise<void> {
  const { db, engine } = services
  const decision = { by: who.name, at: Date.now(), reason }
  const decided = await decideReport(db, report._id, verdict, decision)
  if (!decided && (await findReport(db, report._id))?.state !== verdict)
    throw new Problem('conflict', `report ${report._id} has been ${report.state} already`)
  if (decided)
    await writeDown(services, who, {
      hostRef: systemChain,
      scope: `report:${report._id}`,
      step: verdict,
      kind: 'approval',
      action: `report.${verdict}`,
      why: reason,
    })
  if (verdict === 'accepted') await engine.takeIn(report._id)
}
