import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow'

/** The one durable timer that a case keeps, however many delays its machine has armed. */
export interface AlarmClock {
  /** Sets the alarm to an instant (epoch milliseconds), or turns it off. The same instant costs nothing. */
  set(at: number | null): void
}

/**
 * One timer instead of one for each delay: a delay that is armed and cancelled between two quiet points
 * never reaches the history (a timer costs two events, its cancelling a third).
 */
export function createAlarmClock(ring: () => void): AlarmClock {
  let scope: CancellationScope | null = null
  let setFor: number | null = null
  return {
    set(at) {
      if (at === setFor) return
      scope?.cancel()
      scope = null
      setFor = at
      if (at === null) return
      scope = new CancellationScope()
      scope
        .run(() => sleep(Math.max(1, at - Date.now())))
        .then(
          () => {
            setFor = null
            ring()
          },
          (error) => {
            if (!isCancellation(error)) throw error
          },
        )
    },
  }
}
