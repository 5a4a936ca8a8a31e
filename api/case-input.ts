import type { Db } from 'mongodb'
import { loadPolicy } from '../config/load-policy.ts'
import type { Config } from '../config/schema.ts'
import { caseTimes } from '../domain/policy/case-times.ts'
import { cases } from '../store/cases.ts'
import type { CaseInput } from '../workflows/host-case/contract.ts'
import { machineVersion } from '../workflows/host-case/machine.ts'
import type { Opening } from './engine.ts'

/** What a case that a person opens starts with: the policy in force, and the host's first evidence so far. */
export async function caseInput(db: Db, config: Config, { hostRef, caseId }: Opening): Promise<CaseInput> {
  const { policy, hash } = loadPolicy(config)
  const [earliest] = await cases(db)
    .find({ hostRef, outcome: { $ne: 'patched' } })
    .sort({ unpatchedSince: 1 })
    .limit(1)
    .toArray()
  return {
    hostRef,
    caseId,
    kind: 'unpatched',
    machineVersion,
    policyHash: hash,
    times: caseTimes(policy),
    unpatchedSince: earliest?.unpatchedSince ?? Date.now(),
  }
}
