import type { AnyBulkWriteOperation, Db } from 'mongodb'
import type { Finding, PatchState } from '../domain/finding.ts'
import type { HostFinding } from '../domain/intake/host-finding.ts'
import { weightOf } from '../domain/intake/weight-of.ts'

/** What a source said last. Compared field by field in this order, so that the newest wins, then the worst. */
interface LastWord {
  observedAt: string
  weight: number
  state: PatchState
  reportId: string
  title?: string
  severity?: string
  cves: string[]
}

/** One update of one host as one source sees it; `_id` is `<hostRef>:<source>:<updateId>`. */
export interface FindingDocument {
  _id: string
  hostRef: string
  source: string
  updateId: string
  /** Absent while the source only ever said `unknown`. */
  last?: LastWord
  unknownAt?: string
  unpatchedSince?: string
}

export const findings = (db: Db) => db.collection<FindingDocument>('findings')

/** A finding whose host is known. */
export interface ResolvedFinding {
  hostRef: string
  finding: Finding
}

const isUnpatched = (state: PatchState) => weightOf(state) > weightOf('unknown')

function lastWord({ observedAt, state, title, severity, cves }: Finding, reportId: string): LastWord {
  return {
    observedAt,
    weight: weightOf(state),
    state,
    reportId,
    ...(title !== undefined && { title }),
    ...(severity !== undefined && { severity }),
    cves,
  }
}

/** `$max` makes it one write without a read, in whatever order reports are applied, and again (I12). */
function write(source: string, reportId: string, { hostRef, finding }: ResolvedFinding) {
  const { updateId, observedAt, state } = finding
  const said = state === 'unknown' ? { unknownAt: observedAt } : { last: lastWord(finding, reportId) }
  return {
    updateOne: {
      filter: { _id: `${hostRef}:${source}:${updateId}` },
      update: {
        $setOnInsert: { hostRef, source, updateId },
        $max: said,
        ...(isUnpatched(state) && { $min: { unpatchedSince: observedAt } }),
      },
      upsert: true,
    },
  } satisfies AnyBulkWriteOperation<FindingDocument>
}

const perWrite = 1000

/** Stores what a report says of known hosts; nothing older than what is there changes anything. */
export async function saveFindings(
  db: Db,
  source: string,
  reportId: string,
  resolved: readonly ResolvedFinding[],
): Promise<void> {
  for (let from = 0; from < resolved.length; from += perWrite) {
    const writes = resolved.slice(from, from + perWrite).map((one) => write(source, reportId, one))
    await findings(db).bulkWrite(writes, { ordered: false })
  }
}

function toHostFinding(doc: FindingDocument): HostFinding {
  const { hostRef, source, updateId, last, unknownAt, unpatchedSince } = doc
  const {
    weight: _,
    reportId: __,
    ...said
  } = last ?? {
    weight: 0,
    reportId: '',
    state: 'unknown' as const,
    observedAt: unknownAt ?? '',
    cves: [],
  }
  return { hostRef, source, updateId, ...said, ...(unpatchedSince !== undefined && { unpatchedSince }) }
}

/** All findings of one host. */
export async function findingsOf(db: Db, hostRef: string): Promise<HostFinding[]> {
  const docs = await findings(db).find({ hostRef }).toArray()
  return docs.map(toHostFinding)
}

/** The findings of many hosts, host by host, in one pass over the collection in the order of its keys. */
export async function* findingsByHost(db: Db, wanted: ReadonlySet<string>) {
  let hostRef: string | undefined
  let own: HostFinding[] = []
  for await (const doc of findings(db).find().sort({ _id: 1 })) {
    if (!wanted.has(doc.hostRef)) continue
    if (hostRef !== undefined && doc.hostRef !== hostRef) {
      yield { hostRef, findings: own }
      own = []
    }
    hostRef = doc.hostRef
    own.push(toHostFinding(doc))
  }
  if (hostRef !== undefined) yield { hostRef, findings: own }
}

/** Hosts of which some source has said something since then, ISO 8601 UTC. */
export async function hostsHeardOf(db: Db, since: string): Promise<Set<string>> {
  const heard = new Set<string>()
  const cursor = findings(db)
    .find({ 'last.observedAt': { $gte: since } })
    .project<{ hostRef: string }>({ hostRef: 1 })
  for await (const { hostRef } of cursor) heard.add(hostRef)
  return heard
}
