import ms from 'ms'
import { isPenalty, type Rung } from '../rung.ts'
import type { Mode, Policy } from './schema.ts'
import { nextStaffed } from './staffed.ts'
import { stageOf } from './stage-of.ts'

/** One rung, and when it would come at the earliest. Epoch milliseconds. */
export interface SimulatedRung {
  kind: Rung['kind']
  at: number
  /** What it waits for longest. */
  why: string
  mode: Mode
  approval: boolean
  /** Until when a penalty is in force if nothing happens. */
  until?: number
}

export interface Simulation {
  plan: readonly Rung[]
  /** First evidence that the host is unpatched, and when its time is up. */
  start: number
  deadline: number
}

interface Reason {
  at: number
  why: string
}

const latest = (reasons: Reason[]): Reason => reasons.reduce((a, b) => (b.at > a.at ? b : a))

/** Attempts follow each other at the pace of `retry`; the last of them has to have failed. */
function attemptsOver({ times, attemptsBeforePenalty }: Policy, start: number): Reason {
  const at = start + (attemptsBeforePenalty - 1) * times.retry
  return { at, why: `${attemptsBeforePenalty} failed attempts` }
}

function penaltyTime(
  policy: Policy,
  { start, deadline }: Simulation,
  waited: Reason,
  noticed: number,
): Reason {
  const lead = policy.times.noticeLead
  const due = latest([
    waited,
    attemptsOver(policy, start),
    { at: noticed + lead, why: `the notice is ${ms(lead)} old` },
    { at: deadline, why: 'the deadline' },
  ])
  const staffed = nextStaffed(policy.staffedHours, due.at)
  if (staffed === null) return { at: Number.POSITIVE_INFINITY, why: 'staffed hours, of which there are none' }
  return staffed === due.at ? due : { at: staffed, why: `${due.why}, then staffed hours` }
}

/** When each rung of a plan would come at the earliest, for a host that is seen and never patched. */
export function simulate(policy: Policy, run: Simulation): SimulatedRung[] {
  const timeline: SimulatedRung[] = []
  let before = run.start
  let noticed = Number.POSITIVE_INFINITY
  for (const { kind, wait, approval } of run.plan) {
    const why =
      wait === 0
        ? 'at once'
        : `${ms(wait)} after ${timeline.length === 0 ? 'the first evidence' : 'the rung before'}`
    const waited = { at: before + wait, why }
    const time = isPenalty(kind) ? penaltyTime(policy, run, waited, noticed) : waited
    const stage = stageOf(kind)
    const lease = policy.leases[stage === 'port' ? 'port' : 'account']
    timeline.push({
      kind,
      ...time,
      mode: policy.modes[stage],
      approval,
      ...(isPenalty(kind) && { until: time.at + lease }),
    })
    before = time.at
    if (kind === 'ownerNotice') noticed = time.at
  }
  return timeline
}
