import type { Finding, PatchState } from '../finding.ts'

/** How many rows of a report are about one update, and how many of these say that it is missing. */
export interface UpdateCount {
  updateId: string
  rows: number
  unpatched: number
}

/** What the sanity gate remembers of a report. */
export interface ReportSummary {
  rows: number
  hosts: number
  unpatchedHosts: number
  updates: UpdateCount[]
}

const unpatchedStates: readonly PatchState[] = ['missing', 'failed', 'pending_reboot']

/** Counts a report by update id, so that later ones can be compared update by update. */
export function summariseReport(findings: readonly Finding[]): ReportSummary {
  const updates = new Map<string, UpdateCount>()
  const hosts = new Set<string>()
  const unpatchedHosts = new Set<string>()
  for (const { hostname, updateId, state } of findings) {
    const count = updates.get(updateId) ?? { updateId, rows: 0, unpatched: 0 }
    const isUnpatched = unpatchedStates.includes(state)
    updates.set(updateId, {
      ...count,
      rows: count.rows + 1,
      unpatched: count.unpatched + (isUnpatched ? 1 : 0),
    })
    hosts.add(hostname.toLowerCase())
    if (isUnpatched) unpatchedHosts.add(hostname.toLowerCase())
  }
  return {
    rows: findings.length,
    hosts: hosts.size,
    unpatchedHosts: unpatchedHosts.size,
    updates: [...updates.values()],
  }
}
