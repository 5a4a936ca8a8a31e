import { z } from 'zod'
import { holdKinds, outcomes } from '../domain/case.ts'
import type { CaseCommand } from '../workflows/host-case/contract.ts'
import type { Principal } from './auth.ts'
import { instantGiven } from './instant.ts'
import { Problem } from './problem.ts'

const reason = z.string().trim().min(1, 'expected a reason; it goes into the trail').max(2000)

/** A person's command as the API takes it; who gives it and its key come from the request. */
export const commandBody = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hold'),
    reason,
    hold: z.enum(['forensic', 'paused']),
    until: instantGiven.optional(),
  }),
  z.strictObject({ type: z.literal('resume'), reason, hold: z.enum(holdKinds) }),
  z.strictObject({ type: z.literal('exempt'), reason, until: instantGiven.nullable() }),
  z.strictObject({ type: z.literal('release'), reason, outcome: z.enum(outcomes).default('reversed') }),
  z.strictObject({ type: z.literal('repair'), reason }),
  z.strictObject({ type: z.literal('recheck'), reason }),
  z.strictObject({ type: z.literal('retire'), reason }),
  z.strictObject({ type: z.literal('note'), reason }),
])
export type CommandBody = z.output<typeof commandBody>

/** An exemption without an end is an outcome, and only an approver may decide it. */
export function mayCommand(who: Principal, body: CommandBody): void {
  const endsTheCase = body.type === 'exempt' && body.until === null
  if (endsTheCase && who.role !== 'approver')
    throw new Problem('refused', 'an exemption without an end date needs an approver; or give an end date', {
      rule: 'R10',
    })
}

export function toCaseCommand(body: CommandBody, who: Principal, key: string): CaseCommand {
  const { name: by } = who
  if (body.type !== 'hold') return { ...body, key, by }
  const { until, ...hold } = body
  return { ...hold, key, by, ...(until !== undefined && { until }) }
}
