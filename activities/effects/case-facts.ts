import type { Db } from 'mongodb'
import type { Effect } from '../../domain/effect.ts'
import type { Host } from '../../domain/host.ts'
import { cases } from '../../store/cases.ts'
import { permanent } from '../failure.ts'
import type { CaseFacts } from '../notice/texts/facts.ts'
import { openFindings } from './open-findings.ts'

/** What every mail about a case is made of, as the store has it now. */
export async function caseFacts(
  db: Db,
  effect: Pick<Effect, 'caseId' | 'hostRef'>,
  host: Host,
  { now, zone }: { now: number; zone: string },
): Promise<CaseFacts & { attempts: number }> {
  const stored = await cases(db).findOne({ _id: effect.caseId })
  if (!stored) throw permanent(`case ${effect.caseId} is not in the store`, 'Run straggler reconcile.')
  const { kind, unpatchedSince, deadline, attempts, ahead } = stored
  return {
    caseId: effect.caseId,
    kind,
    hostname: host.hostname,
    missing: await openFindings(db, effect.hostRef),
    unpatchedSince,
    deadline,
    next: ahead,
    now,
    zone,
    attempts,
  }
}
