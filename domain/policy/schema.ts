import { z } from 'zod'
import { attachments, roles } from '../host.ts'
import { penaltyKinds, rungKinds } from '../rung.ts'
import { duration } from './duration.ts'
import { staffedHours } from './staffed-hours.ts'

const modes = ['off', 'observe', 'approve', 'auto'] as const
const whole = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`
  return z.number(expected).int(expected).min(least, expected).max(most, expected)
}
const count = whole(1, 1_000_000)
const percentage = 'a percentage above 0 and at most 100'
const percent = z.number(percentage).gt(0, percentage).max(100, percentage)
const names = z.array(z.string().trim().min(1))

/** Wake, notice, ticket and deploy take nothing away: they ask no gate, so there is nothing to approve. */
const harmless = z.enum(
  ['off', 'observe', 'auto'],
  'off, observe or auto; only account and port can be approve',
)
const penalising = z.enum(modes)

const bandNames = ['P1', 'P2', 'P3', 'P4'] as const
const deadline = duration('1s', '365d')

/** Whether the gate's grant is enough for a penalty, or a person has to approve it first. */
const leave = z.enum(['grant', 'approval'])
const penalties = z.partialRecord(z.enum(penaltyKinds), leave)
const byRole = z.strictObject(
  Object.fromEntries(roles.map((role) => [role, penalties])) as Record<
    (typeof roles)[number],
    typeof penalties
  >,
)

const ladderRung = z.strictObject({
  rung: z.enum(rungKinds),
  /** Case time after the rung before was completed. */
  wait: duration('0s', '365d'),
  /** Roles that a notice or ticket is for; a penalty's are in `applies`. */
  roles: z.array(z.enum(roles)).min(1).optional(),
})

const times = z.strictObject({
  seenLately: duration('1s', '30d'),
  locate: duration('1s', '1d'),
  wake: duration('1s', '1d'),
  wakeEvery: duration('1s', '30d'),
  attempt: duration('1s', '2d'),
  retry: duration('0s', '7d'),
  unseen: duration('1s', '365d'),
  noticeLead: duration('1s', '30d'),
  stale: duration('1s', '30d'),
  stall: duration('1s', '365d'),
  gate: duration('1s', '7d'),
  write: duration('1s', '1d'),
  window: duration('1s', '7d'),
  undoRetry: duration('1s', '1d'),
  remind: duration('1s', '30d'),
})

const limits = z.strictObject({
  disablesPerHour: count,
  disablesPerDay: count,
  portsPerHour: count,
  portsPerSwitchPerHour: count,
  portsPerSwitchPerMinute: count,
  heldAccountsPercent: percent,
  heldPortsPercent: percent,
  heldPerSwitchPercent: percent,
  heldPerDepartment: count,
})

const errorBreaker = z.strictObject({
  failedPercent: percent,
  failedFrom: count,
  failedWithin: duration('1s', '1d'),
  reversedPercent: percent,
  reversedWithin: duration('1s', '30d'),
  oldestRelease: duration('1s', '1d'),
})

const intake = z.strictObject({
  jumpPercent: percent,
  jumpFrom: count,
  oldestReport: duration('1s', '30d'),
  unreportedAfter: duration('1s', '365d'),
})

/** The whole policy document; every value is said, none is assumed, so that it can be read by itself. */
export const policySchema = z.strictObject({
  version: z.literal(1, 'version 1'),
  name: z.string().min(1),
  modes: z.strictObject({
    wake: harmless,
    notice: harmless,
    ticket: harmless,
    deploy: harmless,
    account: penalising,
    port: penalising,
  }),
  bands: z.strictObject({ P1: deadline, P2: deadline, P3: deadline, P4: deadline }),
  severities: z.record(z.string().toLowerCase(), z.enum(bandNames)),
  ladder: z.array(ladderRung).min(1),
  applies: z.strictObject(
    Object.fromEntries(attachments.map((attachment) => [attachment, byRole])) as Record<
      (typeof attachments)[number],
      typeof byRole
    >,
  ),
  attemptsBeforePenalty: whole(1, 100),
  cycles: whole(0, 100),
  times,
  leases: z.strictObject({ account: duration('1s', '30d'), port: duration('1s', '30d') }),
  staffedHours,
  limits,
  errorBreaker,
  intake,
  protected: z.strictObject({ accounts: names, groups: names, hosts: names }),
})

export type Policy = z.infer<typeof policySchema>
export type Band = (typeof bandNames)[number]
export type Stage = keyof Policy['modes']
export type Mode = (typeof modes)[number]
