import ms from 'ms'
import type { Policy } from '../schema.ts'
import type { Contradiction } from './contradiction.ts'

type Path = readonly [keyof Policy, ...string[]]

interface Figure {
  path: Path
  rule: string
  /** Which direction is laxer. */
  laxer: 'more' | 'less'
  unit?: 'time' | '%'
}

/** The figures of R2-R5, R11 and R14 that a policy may set. */
const figures: readonly Figure[] = [
  { path: ['limits', 'disablesPerHour'], rule: 'R2', laxer: 'more' },
  { path: ['limits', 'disablesPerDay'], rule: 'R2', laxer: 'more' },
  { path: ['limits', 'portsPerHour'], rule: 'R2', laxer: 'more' },
  { path: ['limits', 'portsPerSwitchPerHour'], rule: 'R2', laxer: 'more' },
  { path: ['limits', 'portsPerSwitchPerMinute'], rule: 'R2', laxer: 'more' },
  { path: ['limits', 'heldAccountsPercent'], rule: 'R3', laxer: 'more', unit: '%' },
  { path: ['limits', 'heldPortsPercent'], rule: 'R3', laxer: 'more', unit: '%' },
  { path: ['limits', 'heldPerSwitchPercent'], rule: 'R3', laxer: 'more', unit: '%' },
  { path: ['limits', 'heldPerDepartment'], rule: 'R3', laxer: 'more' },
  { path: ['intake', 'jumpPercent'], rule: 'R4', laxer: 'more', unit: '%' },
  { path: ['intake', 'jumpFrom'], rule: 'R4', laxer: 'more' },
  { path: ['intake', 'oldestReport'], rule: 'R4', laxer: 'more', unit: 'time' },
  { path: ['errorBreaker', 'failedPercent'], rule: 'R5', laxer: 'more', unit: '%' },
  { path: ['errorBreaker', 'failedFrom'], rule: 'R5', laxer: 'more' },
  { path: ['errorBreaker', 'failedWithin'], rule: 'R5', laxer: 'less', unit: 'time' },
  { path: ['errorBreaker', 'reversedPercent'], rule: 'R5', laxer: 'more', unit: '%' },
  { path: ['errorBreaker', 'reversedWithin'], rule: 'R5', laxer: 'less', unit: 'time' },
  { path: ['errorBreaker', 'oldestRelease'], rule: 'R5', laxer: 'more', unit: 'time' },
  { path: ['leases', 'account'], rule: 'R11', laxer: 'more', unit: 'time' },
  { path: ['leases', 'port'], rule: 'R11', laxer: 'more', unit: 'time' },
  { path: ['times', 'noticeLead'], rule: 'R14', laxer: 'less', unit: 'time' },
  { path: ['attemptsBeforePenalty'], rule: 'attempts come first', laxer: 'less' },
]

const valueAt = (policy: Policy, path: Path): number =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], policy) as number

const say = (value: number, unit: Figure['unit']) =>
  unit === 'time' ? ms(value) : `${value}${unit === '%' ? ' %' : ''}`

function laxFigures(policy: Policy, shipped: Policy): Contradiction[] {
  return figures.flatMap(({ path, rule, laxer, unit }) => {
    const [own, usual] = [valueAt(policy, path), valueAt(shipped, path)]
    if (laxer === 'more' ? own <= usual : own >= usual) return []
    return [
      { path: [...path], says: `${say(own, unit)} is laxer than the shipped ${say(usual, unit)} (${rule})` },
    ]
  })
}

const weekly = ({ staffedHours }: Policy) =>
  Object.values(staffedHours.days).reduce((sum, { from, to }) => sum + to - from, 0) / 60

function laxHours(policy: Policy, shipped: Policy): Contradiction[] {
  const [own, usual] = [weekly(policy), weekly(shipped)]
  if (own <= usual) return []
  const says = `penalties during ${own} hours a week, more than the shipped ${usual} (R15)`
  return [{ path: ['staffedHours', 'days'], says }]
}

function unprotected(policy: Policy, shipped: Policy): Contradiction[] {
  const own = policy.protected.groups.map((name) => name.toLowerCase())
  return shipped.protected.groups
    .filter((name) => !own.includes(name.toLowerCase()))
    .map((name) => ({
      path: ['protected', 'groups'],
      says: `${name} is not protected as it is by default (R7)`,
    }))
}

/** Where a policy is laxer than the shipped one; allowed, but somebody should have meant it. */
export const laxer = (policy: Policy, shipped: Policy): Contradiction[] => [
  ...laxFigures(policy, shipped),
  ...laxHours(policy, shipped),
  ...unprotected(policy, shipped),
]
