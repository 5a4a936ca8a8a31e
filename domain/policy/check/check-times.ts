import ms from 'ms'
import { breaksDeploy } from '../plan-for.ts'
import type { Policy } from '../schema.ts'
import { stageOf } from '../stage-of.ts'
import type { Check, Contradiction } from './contradiction.ts'
import { penaltiesInUse } from './every-plan.ts'

type Path = readonly string[]

const valueAt = (policy: Policy, path: Path): number =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], policy) as number

const said = (policy: Policy, path: Path): string => {
  const value = valueAt(policy, path)
  const isTime = path[0] !== 'limits'
  return `${path.join('.')} (${isTime ? ms(value) : value})`
}

/** Figures of which the first must not be above the second, and why. */
const ordered: readonly { less: Path; more: Path; why: string }[] = [
  { less: ['bands', 'P1'], more: ['bands', 'P2'], why: 'a worse band has less time' },
  { less: ['bands', 'P2'], more: ['bands', 'P3'], why: 'a worse band has less time' },
  { less: ['bands', 'P3'], more: ['bands', 'P4'], why: 'a worse band has less time' },
  { less: ['times', 'window'], more: ['leases', 'account'], why: 'a penalty must outlast the repair window' },
  { less: ['times', 'window'], more: ['leases', 'port'], why: 'a penalty must outlast the repair window' },
  {
    less: ['times', 'attempt'],
    more: ['times', 'window'],
    why: 'an attempt must fit into the repair window',
  },
  {
    less: ['times', 'noticeLead'],
    more: ['times', 'stall'],
    why: 'a notice must count before its rung is given up',
  },
  {
    less: ['times', 'wakeEvery'],
    more: ['times', 'unseen'],
    why: 'a host is woken again before it is given up',
  },
  {
    less: ['times', 'seenLately'],
    more: ['times', 'unseen'],
    why: 'a host cannot be seen lately and not at all',
  },
  { less: ['limits', 'disablesPerHour'], more: ['limits', 'disablesPerDay'], why: 'a day has 24 hours' },
  {
    less: ['limits', 'portsPerSwitchPerHour'],
    more: ['limits', 'portsPerHour'],
    why: 'a switch is one of all',
  },
  {
    less: ['limits', 'portsPerSwitchPerMinute'],
    more: ['limits', 'portsPerSwitchPerHour'],
    why: 'an hour has 60 minutes',
  },
]

/** Figures that belong together are in their order. */
export const checkOrder: Check = (policy) =>
  ordered
    .filter(({ less, more }) => valueAt(policy, less) > valueAt(policy, more))
    .map(({ less, more, why }) => ({
      path: [...less],
      says: `${said(policy, less)} is above ${said(policy, more)}: ${why}`,
    }))

/** Under a penalty that breaks the deploy route only a repair window gets the patch in. */
export const checkRepair: Check = (policy, needs) => {
  if (policy.cycles > 0) return []
  const breaking = penaltiesInUse(policy).filter((penalty) => breaksDeploy(penalty, needs))
  if (breaking.length === 0) return []
  const says = `${breaking.join(', ')} would break the deploy route and cycles is 0: no way to patch would remain`
  return [{ path: ['cycles'], says }]
}

/** A stage that penalises rests on the stages that warn and that patch. */
export const checkModes: Check = ({ modes, ...policy }) => {
  const stages = new Set(penaltiesInUse({ modes, ...policy }).map(stageOf))
  const acting = [...stages].filter((stage) => modes[stage] === 'auto' || modes[stage] === 'approve')
  const needed = (['notice', 'ticket', 'deploy'] as const).filter((stage) => modes[stage] !== 'auto')
  const found: Contradiction[] = acting.flatMap((stage) =>
    needed.map((other) => ({
      path: ['modes', stage],
      says: `${stage} is ${modes[stage]} but ${other} is ${modes[other]}: no penalty could ever become due`,
    })),
  )
  const isNobodyThere = Object.keys(policy.staffedHours.days).length === 0
  if (acting.length > 0 && isNobodyThere)
    found.push({
      path: ['staffedHours', 'days'],
      says: 'nobody is ever there, so no penalty is ever granted (R15)',
    })
  return found
}
