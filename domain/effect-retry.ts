/** How an effect is tried again within its time, milliseconds; each pause is twice as long as the one before. */
export const effectRetry = { initialInterval: 1_000, maximumInterval: 30_000, backoffCoefficient: 2 } as const

/** The pause that follows a failed try; tries count from 1. */
export const pauseAfter = (attempt: number): number =>
  Math.min(
    effectRetry.initialInterval * effectRetry.backoffCoefficient ** (attempt - 1),
    effectRetry.maximumInterval,
  )
