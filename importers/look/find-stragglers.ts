import type { Finding } from '../../domain/finding.ts'
import type { Attachment, Exposure, Role } from '../../domain/host.ts'
import type { HostFinding } from '../../domain/intake/host-finding.ts'
import { isPatched, type Verdict } from '../../domain/intake/is-patched.ts'
import { planFor } from '../../domain/policy/plan-for.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { type SimulatedRung, simulate } from '../../domain/policy/simulate.ts'
import { type CveKnowledge, type Risk, riskOf } from '../../domain/risk/risk-of.ts'
import type { SkippedRung } from '../../domain/rung.ts'

/** What decides which rungs apply to a host, and how urgent it is. */
export interface Place {
  role: Role
  attachment: Attachment
  exposure: Exposure
}

/** A host that the report says is not patched. Times in epoch milliseconds. */
export interface Straggler extends Place {
  hostname: string
  /** At least since then: a single report does not know what came before it. */
  since: number
  missing: Pick<HostFinding, 'updateId' | 'state' | 'title' | 'severity'>[]
  risk: Risk
  /** What the policy would do, if its case were opened now. */
  would: SimulatedRung[]
  skipped: SkippedRung[]
}

/** Everything that the pure part of `look` needs. */
export interface LookedAt {
  findings: readonly Finding[]
  policy: Policy
  known: CveKnowledge | undefined
  now: number
  /** The host behind a name of the report, under one name; null when the inventory has no such host. */
  placeOf(hostname: string): (Place & { hostname: string }) | null
}

/** A report, host by host. */
export interface Stragglers {
  stragglers: Straggler[]
  patched: string[]
  /** Hosts of which the report says nothing that counts. */
  undecided: string[]
  /** Not in the inventory: a person has to look, no case is opened. */
  strangers: string[]
}

function straggler(at: LookedAt, place: Place & { hostname: string }, verdict: Verdict): Straggler | null {
  if (verdict.is !== 'unpatched') return null
  const risk = riskOf(verdict.missing, place.exposure, at.policy, at.known)
  if (risk === undefined) return null
  const { plan, skipped } = planFor(at.policy, place, 'unpatched')
  return {
    ...place,
    since: Date.parse(verdict.since),
    missing: verdict.missing.map(({ updateId, state, title, severity }) => ({
      updateId,
      state,
      ...(title !== undefined && { title }),
      ...(severity !== undefined && { severity }),
    })),
    risk,
    would: simulate(at.policy, { plan, start: at.now, deadline: risk.deadline }),
    skipped,
  }
}

/** Sorts the hosts of a report by what is to be done about them; the longest unpatched first. */
export function findStragglers(at: LookedAt): Stragglers {
  const places = new Map<string, Place & { hostname: string }>()
  const strangers = new Set<string>()
  for (const { hostname } of at.findings) {
    const place = at.placeOf(hostname)
    if (place === null) strangers.add(hostname)
    else places.set(hostname, place)
  }
  const hosts = Map.groupBy(at.findings, ({ hostname }) => places.get(hostname)?.hostname)
  hosts.delete(undefined)
  const found: Stragglers = { stragglers: [], patched: [], undecided: [], strangers: [...strangers] }
  for (const [hostname, own] of hosts) {
    const place = places.get(own[0]?.hostname ?? '')
    if (hostname === undefined || place === undefined) continue
    const verdict = isPatched(own.map((finding) => ({ ...finding, hostRef: hostname, source: 'report' })))
    const one = straggler(at, place, verdict)
    if (one !== null) found.stragglers.push(one)
    else if (verdict.is === 'patched') found.patched.push(hostname)
    else found.undecided.push(hostname)
  }
  found.stragglers.sort((a, b) => a.since - b.since || a.risk.deadline - b.risk.deadline)
  return found
}
