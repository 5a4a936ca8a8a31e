import type { Exposure } from '../host.ts'
import type { HostFinding } from '../intake/host-finding.ts'
import type { Policy } from '../policy/schema.ts'
import { type BodDecision, bod2604 } from './bod-26-04.ts'

/** What is known of one CVE; what is not known has the directive's own defaults. */
export interface CveFacts {
  /** When CISA's catalogue of exploited vulnerabilities took it in, ISO 8601. */
  kevAdded?: string
  automatable?: boolean
  totalImpact?: boolean
}

/** Facts by CVE id. Undefined where no catalogue is at hand: then the vendor's severity has to do. */
export type CveKnowledge = ReadonlyMap<string, CveFacts>

/** How urgent one host is, and on what ground. */
export interface Risk extends BodDecision {
  /** Epoch milliseconds. */
  deadline: number
  /** The update that decides, and why; for the trail. */
  because: string
}

type Bands = Pick<Policy, 'bands' | 'severities'>

function bySeverity({ severity }: HostFinding, { severities }: Bands): BodDecision & { why: string } {
  const band = severities[severity?.toLowerCase() ?? ''] ?? 'P4'
  return { band, triage: false, why: severity ? `the vendor calls it ${severity}` : 'no severity is known' }
}

/** Defaults for what is not known: not automatable, total impact (published BOD 26-04 defaults). */
function byCve(cve: string, exposure: Exposure, known: CveKnowledge): BodDecision & { why: string } {
  const { kevAdded, automatable = false, totalImpact = true } = known.get(cve) ?? {}
  const exposed = exposure === 'internet'
  const decision = bod2604({ kev: kevAdded !== undefined, exposed, automatable, totalImpact })
  const why = kevAdded === undefined ? `${cve} is not known to be exploited` : `${cve} is exploited (KEV)`
  return { ...decision, why: `${why}, ${exposed ? 'exposed' : 'internal'} host` }
}

/** The clock starts at the earlier of detection and entry in the catalogue (BOD 26-04, appendix A). */
function startOf({ unpatchedSince, observedAt }: HostFinding, kevAdded: string | undefined): number {
  const detected = Date.parse(unpatchedSince ?? observedAt)
  return kevAdded === undefined ? detected : Math.min(detected, Date.parse(kevAdded))
}

function risksOf(finding: HostFinding, exposure: Exposure, policy: Bands, known?: CveKnowledge): Risk[] {
  const { updateId, cves } = finding
  const ground =
    known === undefined || cves.length === 0
      ? [{ ...bySeverity(finding, policy), start: startOf(finding, undefined) }]
      : cves.map((cve) => ({
          ...byCve(cve, exposure, known),
          start: startOf(finding, known.get(cve)?.kevAdded),
        }))
  return ground.map(({ band, triage, why, start }) => ({
    band,
    triage,
    deadline: start + policy.bands[band],
    because: `${updateId}: ${why}`,
  }))
}

/**
 * Band and deadline of a host from what it misses: the strictest band, the earliest deadline, one flag for all.
 * Undefined when it misses nothing.
 */
export function riskOf(
  missing: readonly HostFinding[],
  exposure: Exposure,
  policy: Bands,
  known?: CveKnowledge,
): Risk | undefined {
  const risks = missing.flatMap((finding) => risksOf(finding, exposure, policy, known))
  const [worst] = risks.toSorted((a, b) => a.band.localeCompare(b.band) || a.deadline - b.deadline)
  return (
    worst && {
      ...worst,
      triage: risks.some(({ triage }) => triage),
      deadline: Math.min(...risks.map(({ deadline }) => deadline)),
    }
  )
}
