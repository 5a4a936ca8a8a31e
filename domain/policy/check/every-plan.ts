import { attachments, type Host, roles } from '../../host.ts'
import { isPenalty, type PenaltyKind } from '../../rung.ts'
import { type DeployNeed, type Plan, planFor } from '../plan-for.ts'
import type { Policy } from '../schema.ts'

/** The ladder of one kind of host. */
export interface KindOfHost extends Pick<Host, 'attachment' | 'role'> {
  plan: Plan['plan']
}

/** The ladders of every kind of host there is, attachment by role. */
export const everyPlan = (policy: Policy, needs?: readonly DeployNeed[]): KindOfHost[] =>
  attachments.flatMap((attachment) =>
    roles.map((role) => {
      const { plan } = planFor(policy, { attachment, role }, 'unpatched', needs)
      return { attachment, role, plan }
    }),
  )

/** Penalties that the table gives to any host. */
export const penaltiesInUse = (policy: Policy): PenaltyKind[] => [
  ...new Set(everyPlan(policy).flatMap(({ plan }) => plan.map(({ kind }) => kind).filter(isPenalty))),
]
