import type { Db } from 'mongodb'
import type { Host } from '../domain/host.ts'
import { type DeployNeed, planFor } from '../domain/policy/plan-for.ts'
import type { Policy } from '../domain/policy/schema.ts'
import { type SimulatedRung, simulate } from '../domain/policy/simulate.ts'
import { type CaseDocument, cases } from '../store/cases.ts'
import { findHosts } from '../store/hosts.ts'

/** What a policy would do about one open case, if the host is seen and never patched. */
export interface SimulatedCase {
  doc: CaseDocument
  deadline: number
  rungs: SimulatedRung[]
  skipped: { kind: string; why: string }[]
}

const perRead = 500

function simulateCase(
  policy: Policy,
  needs: readonly DeployNeed[] | undefined,
  doc: CaseDocument,
  host: Host,
) {
  const { plan, skipped } = planFor(policy, host, doc.kind, needs)
  const span = policy.bands[doc.band as keyof Policy['bands']] ?? policy.bands.P4
  const deadline = doc.unpatchedSince + span
  return { doc, deadline, rungs: simulate(policy, { plan, start: doc.openedAt, deadline }), skipped }
}

/** Runs a policy over the cases that are open now; writes nothing. */
export async function simulatePolicy(
  db: Db,
  policy: Policy,
  needs: readonly DeployNeed[] | undefined,
): Promise<SimulatedCase[]> {
  const simulated: SimulatedCase[] = []
  const open = await cases(db).find({ closedAt: null }).sort({ unpatchedSince: 1, _id: 1 }).toArray()
  for (let from = 0; from < open.length; from += perRead) {
    const part = open.slice(from, from + perRead)
    const hosts = await findHosts(
      db,
      part.map(({ hostRef }) => hostRef),
    )
    const byRef = new Map(hosts.map((host) => [host.hostRef, host]))
    for (const doc of part) {
      const host = byRef.get(doc.hostRef)
      if (host) simulated.push(simulateCase(policy, needs, doc, host))
    }
  }
  return simulated
}
