import { transient } from '../failure.ts'

/** The run's time is over: whatever was asked may still happen, so nobody may write for a while. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed'
}

/** The promise's result, or `DeadlinePassed` when it has not come by then (epoch milliseconds). */
export async function within<T>(deadline: number, now: number, job: () => Promise<T>): Promise<T> {
  if (now >= deadline) throw new DeadlinePassed('the time of this run is over')
  const { promise: over, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new DeadlinePassed('no answer in the time of this run')),
    deadline - now,
  )
  try {
    return await Promise.race([job(), over])
  } finally {
    clearTimeout(timer)
  }
}

/** As the caller of the activity should hear it. */
export const asFailure = (error: unknown) =>
  error instanceof DeadlinePassed
    ? transient(error.message, 'the device or the store is slow; it is tried again', error)
    : error
