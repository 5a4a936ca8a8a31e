import type { Db } from 'mongodb'
import type { HostFinding } from '../../domain/intake/host-finding.ts'
import { isPatched } from '../../domain/intake/is-patched.ts'
import { findingsOf, saveFindings } from '../../store/findings.ts'

/** The updates that the host lacks by the newest word of any source; empty when it lacks none. */
export async function openFindings(db: Db, hostRef: string): Promise<HostFinding[]> {
  const verdict = isPatched(await findingsOf(db, hostRef))
  return verdict.is === 'unpatched' ? verdict.missing : []
}

/** A live check is a source of its own: an older report that says missing does not outweigh it. */
export async function saveLiveCheck(
  db: Db,
  { hostRef, key, at }: { hostRef: string; key: string; at: number },
  patched: Pick<HostFinding, 'updateId'>[],
): Promise<void> {
  const observedAt = new Date(at).toISOString()
  await saveFindings(
    db,
    'live check',
    key,
    patched.map(({ updateId }) => ({
      hostRef,
      finding: { hostname: '', updateId, state: 'patched', cves: [], observedAt },
    })),
  )
}
