import { ApplicationFailure } from '@temporalio/common'

/** A failure that no retry can heal: unknown object, refused by the device. */
export function permanent(message: string, advice: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: 'permanent',
    nonRetryable: true,
    details: [{ advice }],
    ...(cause instanceof Error && { cause }),
  })
}

/**
 * A failure that lasts until a person puts our own configuration right: a wrong password, a missing right. Not tried
 * again at once, since many tries lock an account; the case tries again later.
 */
export function misconfigured(message: string, advice: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: 'misconfigured',
    nonRetryable: true,
    details: [{ advice }],
    ...(cause instanceof Error && { cause }),
  })
}

/** A failure that may pass by itself: no answer, connection refused, busy. */
export function transient(message: string, advice: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: 'transient',
    nonRetryable: false,
    details: [{ advice }],
    ...(cause instanceof Error && { cause }),
  })
}

/** What a person can do about a failure made here; empty for any other error. */
export function adviceOf(error: unknown): string {
  const details = error instanceof ApplicationFailure ? error.details : undefined
  const first = details?.[0] as { advice?: string } | undefined
  return first?.advice ?? ''
}
