import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow'

/** The one durable timer that a case keeps, however many delays its machine has armed. */
export interface AlarmClock {
  /** The instant it is set for; null when it is off or has rung. */
  setFor(): number | null
  /**
   * Sets the alarm to an instant (epoch milliseconds), or turns it off. The same instant costs nothing.
   * When it has rung it is set for nothing: late after an outage, early where the clock was set back.
   */
  set(at: number | null): void
}

/**
 * One timer instead of one for each delay: a delay that is armed and cancelled between two quiet points
 * never reaches the history (a timer costs two events, its cancelling a third).
 */
export function createAlarmClock(): AlarmClock {
  let scope: CancellationScope | null = null
  let setFor: number | null = null
  return { set, setFor: () => setFor }

  function set(at: number | null): void {
    if (at === setFor) return
    scope?.cancel()
    scope = null
    setFor = at
    if (at !== null) scope = startTimer(at)
  }

  function startTimer(at: number): CancellationScope {
    const timer = new CancellationScope()
    const rung = timer.run(() => sleep(Math.max(1, at - Date.now())))
    void rung.then(
      () => {
        setFor = null
      },
      (error) => {
        if (!isCancellation(error)) throw error
      },
    )
    return timer
  }
}
