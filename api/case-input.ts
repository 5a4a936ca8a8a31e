import type { Db } from 'mongodb'
import { loadPolicy } from '../config/load-policy.ts'
import type { Config } from '../config/schema.ts'
import { isPatched } from '../domain/intake/is-patched.ts'
import { caseTimes } from '../domain/policy/case-times.ts'
import { cases } from '../store/cases.ts'
import { findingsOf } from '../store/findings.ts'
import type { CaseInput } from '../workflows/host-case/contract.ts'
import { machineVersion } from '../workflows/host-case/machine.ts'
import type { Opening } from './engine.ts'

/** The first evidence over all findings and earlier cases of the host that ended unpatched; else now. */
async function unpatchedSince(db: Db, hostRef: string): Promise<number> {
  const verdict = isPatched(await findingsOf(db, hostRef))
  const [earliest] = await cases(db)
    .find({ hostRef, outcome: { $ne: 'patched' } })
    .sort({ unpatchedSince: 1 })
    .limit(1)
    .toArray()
  const found = verdict.is === 'unpatched' ? Date.parse(verdict.since) : Date.now()
  return Math.min(found, earliest?.unpatchedSince ?? found)
}

/** What a case that a person opens starts with; its times are those of the policy in force. */
export async function caseInput(db: Db, config: Config, { hostRef, caseId }: Opening): Promise<CaseInput> {
  const { policy, hash } = loadPolicy(config)
  return {
    hostRef,
    caseId,
    kind: 'unpatched',
    machineVersion,
    policyHash: hash,
    times: caseTimes(policy),
    unpatchedSince: await unpatchedSince(db, hostRef),
  }
}
