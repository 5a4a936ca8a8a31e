import type { Timer } from '../host-case/contract.ts'

/** Which delays go on while the case's clock is stopped, by the name they have in the machine. */
export interface Clock {
  now: number
  stopped: boolean
  runsWhileStopped: ReadonlySet<string>
}

/** `xstate.after.<delay>.<machine>.<path>` -> `<delay>` (XState 5's own event name for `after`). */
export const delayName = (event: string): string => event.split('.')[2] ?? ''

const frozen = (event: string, clock: Clock) => clock.stopped && !clock.runsWhileStopped.has(delayName(event))

export function arm(timers: Timer[], id: string, delay: number, clock: Clock): Timer[] {
  const timer = frozen(id, clock)
    ? { id, event: id, fireAt: null, remaining: delay }
    : { id, event: id, fireAt: clock.now + delay, remaining: null }
  return [...disarm(timers, id), timer]
}

export const disarm = (timers: Timer[], id: string): Timer[] => timers.filter((timer) => timer.id !== id)

/** Freezes what must not run while the clock is stopped and lets it go on with its remainder afterwards. */
export function followClock(timers: Timer[], clock: Clock): Timer[] {
  return timers.map((timer) => {
    const stands = frozen(timer.event, clock)
    if (stands && timer.fireAt !== null) {
      return { ...timer, fireAt: null, remaining: Math.max(1, timer.fireAt - clock.now) }
    }
    if (!stands && timer.fireAt === null) {
      return { ...timer, fireAt: clock.now + (timer.remaining ?? 1), remaining: null }
    }
    return timer
  })
}

/** The earliest running timer, or null when only facts can move the case. */
export function nextDue(timers: Timer[]): Timer | null {
  const running = timers.filter((timer) => timer.fireAt !== null)
  return running.reduce<Timer | null>(
    (first, timer) => (first === null || Number(timer.fireAt) < Number(first.fireAt) ? timer : first),
    null,
  )
}

export const isDue = (timer: Timer | null, now: number): timer is Timer & { fireAt: number } =>
  timer !== null && timer.fireAt !== null && timer.fireAt <= now
