import type { PatchState } from '../finding.ts'
import type { HostFinding } from './host-finding.ts'
import { weightOf } from './weight-of.ts'

/** What all sources together say of one host. */
export type Verdict =
  | { is: 'patched'; evidence: string }
  | { is: 'unpatched'; missing: HostFinding[]; since: string }
  /** Nobody says that it is patched, nobody that it is not: it opens no case and closes none. */
  | { is: 'undecided' }

const isDone = (state: PatchState) => state === 'patched' || state === 'not_applicable'

const isNewer = (a: HostFinding, b: HostFinding) =>
  a.observedAt > b.observedAt || (a.observedAt === b.observedAt && weightOf(a.state) > weightOf(b.state))

/** For each update the newest word of any source. `unknown` is no word: absence is not evidence (R6). */
function lastWords(findings: readonly HostFinding[]): HostFinding[] {
  const last = new Map<string, HostFinding>()
  for (const finding of findings) {
    const before = last.get(finding.updateId)
    const says = finding.state !== 'unknown'
    if (before === undefined || (says && (before.state === 'unknown' || isNewer(finding, before))))
      last.set(finding.updateId, finding)
  }
  return [...last.values()]
}

const earliest = (findings: readonly HostFinding[]): string =>
  findings.map(({ unpatchedSince, observedAt }) => unpatchedSince ?? observedAt).toSorted()[0] ?? ''

const sayEvidence = (findings: readonly HostFinding[]): string => {
  const newest = findings.reduce((a, b) => (isNewer(b, a) ? b : a))
  const count = findings.length === 1 ? 'the update is' : `all ${findings.length} updates are`
  return `${count} patched or not applicable; last ${newest.updateId} by ${newest.source} at ${newest.observedAt}`
}

/**
 * Design 3.3: a host is patched when every finding is patched or not applicable and no newer one from any source
 * says missing. A host without findings is not patched, it is unheard of.
 */
export function isPatched(findings: readonly HostFinding[]): Verdict {
  const words = lastWords(findings)
  const missing = words.filter(({ state }) => state !== 'unknown' && !isDone(state))
  if (missing.length > 0) return { is: 'unpatched', missing, since: earliest(missing) }
  if (words.length > 0 && words.every(({ state }) => isDone(state)))
    return { is: 'patched', evidence: sayEvidence(words) }
  return { is: 'undecided' }
}
