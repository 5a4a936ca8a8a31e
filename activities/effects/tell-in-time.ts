import { setTimeout as sleep } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import type { EffectContext } from '../perform/effect-context.ts'

/**
 * Milliseconds that telling may hold up the outcome of what was done. Raise it where a database or mail server
 * takes longer to come back.
 */
const patience = 15_000
const pause = 1_000

/** Tells somebody, again as long as what is in the way may pass; null once told, else why not. */
export async function tellInTime(
  { deadline, now }: Pick<EffectContext, 'deadline' | 'now'>,
  tell: () => Promise<void>,
): Promise<string | null> {
  for (const end = Math.min(now() + patience, deadline); ; await sleep(pause)) {
    try {
      await tell()
      return null
    } catch (error) {
      if (isLasting(error) || now() + pause >= end) return (error as Error).message
    }
  }
}

const isLasting = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.nonRetryable === true
