import { caseTimes } from '../../../domain/policy/case-times.ts'
import type { Check } from '../../../domain/policy/check/contradiction.ts'
import { everyPlan } from '../../../domain/policy/check/every-plan.ts'
import { faultsOfLadder } from './faults-of-ladder.ts'

/**
 * Climbs the ladder of every kind of host with the real machine and the policy's own times: no penalty comes
 * before its notice and ticket, each can be released, and under each the way to a patch is open.
 */
export const proveLadders: Check = (policy, needs) => {
  const times = caseTimes(policy)
  return everyPlan(policy, needs).flatMap(({ attachment, role, plan }) =>
    faultsOfLadder({ attachment, role, plan, times }).map((fault) => ({
      path: ['applies', attachment, role],
      says: `for a ${role} ${attachment} host, played through: ${fault}`,
    })),
  )
}
