import type { CaseKind } from '../case.ts'
import type { Host } from '../host.ts'
import { isPenalty, type Rung, type SkippedRung } from '../rung.ts'
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

/** The ladder of one host under a policy. */
export function planFor(policy: Policy, host: PlannedHost, kind: CaseKind): Plan {
  const plan: Rung[] = []
  const skipped: SkippedRung[] = []
  for (const step of policy.ladder) {
    const why = whyNot(policy, host, kind, step)
    if (why !== null) skipped.push({ kind: step.rung, why })
    else plan.push({ kind: step.rung, wait: step.wait, approval: needsApproval(policy, host, step.rung) })
  }
  return { plan, skipped }
}
