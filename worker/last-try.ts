import { ApplicationFailure } from '@temporalio/common'
import type { ActivityInterceptorsFactory } from '@temporalio/worker'
import { pauseAfter } from '../domain/effect-retry.ts'

interface Try {
  attempt: number
  /** When the first try was ordered, epoch milliseconds, and how long all tries may take. */
  scheduledTimestampMs: number
  scheduleToCloseTimeoutMs: number
}

/**
 * Ends the tries when there is no time for another one. Left to the server, the time may run out in the middle
 * of a try: then nobody hears why it failed.
 */
export const lastTry: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    async execute(input, next) {
      const from = Date.now()
      try {
        return await next(input)
      } catch (error) {
        throw isLast(info, from, Date.now()) ? forGood(error) : error
      }
    },
  },
})

/** Whether another try, as long as this one, would end after the time for all tries. */
export function isLast(of: Try, from: number, now: number): boolean {
  if (of.scheduleToCloseTimeoutMs <= 0) return false
  const nextEnd = now + pauseAfter(of.attempt) + (now - from)
  return nextEnd >= of.scheduledTimestampMs + of.scheduleToCloseTimeoutMs
}

function forGood(error: unknown): unknown {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable) return error
  const { message, type, details, cause } = error
  return ApplicationFailure.create({
    message,
    nonRetryable: true,
    ...(type != null && { type }),
    ...(details != null && { details }),
    ...(cause !== undefined && { cause }),
  })
}
