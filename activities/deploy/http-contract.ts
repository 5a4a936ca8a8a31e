import { z } from 'zod'
import { attemptCauses } from '../../domain/attempt-cause.ts'
import { updateStates } from './live-check-answer.ts'

/**
 * What we POST, with `Authorization: Bearer <token>` and, for install, `Idempotency-Key`. The tool answers 200
 * with one of the answers below, or 202 with a `Location` on the same origin that is asked until it answers 200.
 * 429 and 5xx mean that the tool is down, any other 4xx that it refuses the order.
 */
export const orderBody = z.object({
  caseId: z.string(),
  host: z.object({ hostname: z.string(), fqdn: z.string().optional(), ip: z.string().optional() }),
  updates: z.array(z.string()),
})

const failed = z.object({ outcome: z.enum(attemptCauses), detail: z.string().default('') })

/** Answer to an install: `{"outcome": "installed"}`, or a cause in the words of `attemptCauses`. */
export const installAnswer = z.union([
  z.object({ outcome: z.literal('installed'), detail: z.string().default('') }),
  failed,
])

/** Answer to a live check: `{"outcome": "checked", "states": [{"update_id", "state"}]}`, or a cause. */
export const liveCheckAnswer = z.union([
  z.object({ outcome: z.literal('checked'), states: updateStates }),
  failed,
])
