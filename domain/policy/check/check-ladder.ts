import ms from 'ms'
import { isPenalty, type Rung, type RungKind } from '../../rung.ts'
import type { Policy } from '../schema.ts'
import { stageOf } from '../stage-of.ts'
import type { Check, Contradiction } from './contradiction.ts'
import { everyPlan } from './every-plan.ts'

const indexOf = ({ ladder }: Policy, kind: RungKind) => ladder.findIndex(({ rung }) => rung === kind)

/** Each rung stands once, and only notices and tickets are given to roles here. */
export const checkRungs: Check = ({ ladder }) =>
  ladder.flatMap(({ rung, roles }, i) => {
    const found: Contradiction[] = []
    if (ladder.findIndex((other) => other.rung === rung) !== i)
      found.push({
        path: ['ladder', i, 'rung'],
        says: `${rung} stands in the ladder already; once is enough`,
      })
    if (isPenalty(rung) && roles !== undefined)
      found.push({
        path: ['ladder', i, 'roles'],
        says: `which hosts get ${rung} is said in 'applies', not here`,
      })
    return found
  })

/** No penalty without its notice and ticket before it (R14). */
export const checkNoticeFirst: Check = (policy) =>
  everyPlan(policy).flatMap(({ attachment, role, plan }) => {
    const first = plan.findIndex(({ kind }) => isPenalty(kind))
    const penalty = plan[first]?.kind
    if (penalty === undefined) return []
    const before = plan.slice(0, first).map(({ kind }) => kind)
    const missing = (['ownerNotice', 'ticket'] as const).filter((kind) => !before.includes(kind))
    return missing.map((kind) => ({
      path: ['ladder', indexOf(policy, penalty)],
      says: `${penalty} needs ${kind} before it (R14), for ${attachment} ${role} hosts`,
    }))
  })

function leadOf(plan: readonly Rung[]): { penalty: RungKind; lead: number } | undefined {
  const notice = plan.findIndex(({ kind }) => kind === 'ownerNotice')
  const first = plan.findIndex(({ kind }) => isPenalty(kind))
  const penalty = plan[first]?.kind
  if (notice === -1 || penalty === undefined || first < notice) return undefined
  const lead = plan.slice(notice + 1, first + 1).reduce((sum, { wait }) => sum + wait, 0)
  return { penalty, lead }
}

/** The waits of the ladder must leave the owner the time that the notice promises. */
export const checkNoticeLead: Check = (policy) =>
  everyPlan(policy).flatMap(({ attachment, role, plan }) => {
    const found = leadOf(plan)
    if (found === undefined || found.lead >= policy.times.noticeLead) return []
    const { penalty, lead } = found
    const says = `${penalty} comes ${ms(lead)} after the notice, and noticeLead is ${ms(policy.times.noticeLead)}`
    return [
      {
        path: ['ladder', indexOf(policy, penalty), 'wait'],
        says: `${says}, for ${attachment} ${role} hosts`,
      },
    ]
  })

/** A later penalty has to come before the lease of the earlier one ends, else it never comes. */
export const checkLeaseOutlastsWait: Check = (policy) =>
  everyPlan(policy).flatMap(({ attachment, role, plan }) => {
    const penalties = plan.filter(({ kind }) => isPenalty(kind))
    return penalties.slice(1).flatMap(({ kind, wait }, i) => {
      const held = penalties[i]?.kind
      const lease = held && stageOf(held) === 'port' ? policy.leases.port : policy.leases.account
      if (wait < lease) return []
      const says = `${kind} waits ${ms(wait)} and the lease of ${held} ends after ${ms(lease)}, so it never comes`
      return [
        { path: ['ladder', indexOf(policy, kind), 'wait'], says: `${says}, for ${attachment} ${role} hosts` },
      ]
    })
  })
