import type { CaseKind } from '../case.ts'
import type { Host } from '../host.ts'
import { isPenalty, type PenaltyKind, type Rung, type SkippedRung } from '../rung.ts'
import type { Policy } from './schema.ts'
import { stageOf } from './stage-of.ts'

/** The rungs of one host's ladder in their order, and those that do not apply to it, each with its reason. */
export interface Plan {
  plan: Rung[]
  skipped: SkippedRung[]
}

type PlannedHost = Pick<Host, 'role' | 'attachment'>
type LadderRung = Policy['ladder'][number]

/** Why a rung does not apply; null when it does. */
function whyNot(policy: Policy, host: PlannedHost, kind: CaseKind, { rung, roles }: LadderRung) {
  const stage = stageOf(rung)
  if (policy.modes[stage] === 'off') return `the stage ${stage} is off in the policy`
  if (!isPenalty(rung)) {
    return roles === undefined || roles.includes(host.role) ? null : `not for a host of role ${host.role}`
  }
  if (kind === 'unreported') return 'a host that no report has named is never penalised'
  if (host.role === 'server' || host.role === 'infrastructure') return 'servers are never penalised (R7)'
  if (policy.applies[host.attachment][host.role][rung] === undefined)
    return `not for a ${host.role} host whose attachment is ${host.attachment}`
  return null
}

/** Approval is asked where the table says so, and everywhere while the stage's mode is `approve`. */
function needsApproval(policy: Policy, host: PlannedHost, rung: LadderRung['rung']): boolean {
  if (!isPenalty(rung)) return false
  return (
    policy.modes[stageOf(rung)] === 'approve' ||
    policy.applies[host.attachment][host.role][rung] === 'approval'
  )
}

/** What a deploy route needs of a host; taken away by the penalty of that name, `port` by `disconnect` as well. */
export type DeployNeed = 'port' | 'machineAccount' | 'userAccount'

const everything: readonly DeployNeed[] = ['port', 'machineAccount', 'userAccount']

/** Whether the deploy route stops working while this penalty is in force. */
export const breaksDeploy = (penalty: PenaltyKind, needs: readonly DeployNeed[]): boolean =>
  needs.includes(penalty === 'disconnect' ? 'port' : penalty)

/** The ladder of one host under a policy. `needs` of the deploy route; when unknown, it needs everything. */
export function planFor(
  policy: Policy,
  host: PlannedHost,
  kind: CaseKind,
  needs: readonly DeployNeed[] = everything,
): Plan {
  const plan: Rung[] = []
  const skipped: SkippedRung[] = []
  for (const step of policy.ladder) {
    const { rung, wait } = step
    const why = whyNot(policy, host, kind, step)
    const leavesDeploy = isPenalty(rung) && !breaksDeploy(rung, needs)
    if (why !== null) skipped.push({ kind: rung, why })
    else
      plan.push({
        kind: rung,
        wait,
        approval: needsApproval(policy, host, rung),
        ...(leavesDeploy && { leavesDeploy }),
      })
  }
  return { plan, skipped }
}
