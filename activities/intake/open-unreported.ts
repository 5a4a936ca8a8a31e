import { randomUUID } from 'node:crypto'
import { openHosts, settledHosts } from '../../store/cases.ts'
import { hostsHeardOf } from '../../store/findings.ts'
import { hostsAddedBefore } from '../../store/hosts.ts'
import type { IntakeParts } from './take-report.ts'

export interface UnreportedParts extends IntakeParts {
  /** Milliseconds without a word from any source. */
  silentFor: number
}

/**
 * Opens a case for each host that no source has said anything about: it is looked for and ticketed, never
 * penalised. While no report has come in at all, silence says nothing about any host.
 */
export async function openUnreported(parts: UnreportedParts): Promise<{ opened: number }> {
  const { db, client, terms, silentFor, now = Date.now } = parts
  const since = now() - silentFor
  const heardOf = await hostsHeardOf(db, new Date(since).toISOString())
  if (heardOf.size === 0) return { opened: 0 }
  const known = new Set([...heardOf, ...(await openHosts(db)), ...(await settledHosts(db, since))])
  let opened = 0
  for await (const { hostRef, addedAt } of hostsAddedBefore(db, since)) {
    if (known.has(hostRef)) continue
    await client.start({
      ...terms,
      hostRef,
      caseId: randomUUID(),
      kind: 'unreported',
      unpatchedSince: addedAt,
    })
    opened += 1
  }
  return { opened }
}
