import type { HostFinding } from './host-finding.ts'
import { isPatched } from './is-patched.ts'
import type { Match } from './match-host.ts'

/** What an accepted report leads to. */
export interface IntakePlan {
  /** Hosts that need a case; one that has an open case is told instead. */
  unpatched: { hostRef: string; since: string; updateIds: string[] }[]
  /** Hosts whose case, if they have one, may be released. */
  patched: { hostRef: string; evidence: string }[]
}

/** Decides for each host by all that is known of it, not by this report alone. */
export function openCases(hosts: Iterable<{ hostRef: string; findings: HostFinding[] }>): IntakePlan {
  const plan: IntakePlan = { unpatched: [], patched: [] }
  for (const { hostRef, findings } of hosts) {
    const verdict = isPatched(findings)
    if (verdict.is === 'patched') plan.patched.push({ hostRef, evidence: verdict.evidence })
    if (verdict.is !== 'unpatched') continue
    const updateIds = verdict.missing.map(({ updateId }) => updateId)
    plan.unpatched.push({ hostRef, since: verdict.since, updateIds })
  }
  return plan
}

/** Names of a report that no single inventory host could be told for; a person has to look. */
export interface Strangers {
  unknown: string[]
  ambiguous: { hostname: string; why: string }[]
}

/** Splits off the names that belong to no one host: these are listed, never opened. */
export function strangers(matches: ReadonlyMap<string, Match>): Strangers {
  const found: Strangers = { unknown: [], ambiguous: [] }
  for (const [hostname, match] of matches) {
    if ('unknown' in match) found.unknown.push(hostname)
    if ('ambiguous' in match) found.ambiguous.push({ hostname, why: match.ambiguous })
  }
  return found
}
