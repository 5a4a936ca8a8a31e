import { describe, expect, test } from 'vitest'
import { arm, type Clock, disarm, followClock, isDue, nextDue } from './timers.ts'

const clock = (now: number, stopped = false): Clock => ({
  now,
  stopped,
  runsWhileStopped: new Set(['lease']),
})
const rung = 'xstate.after.rung.case.ladder.monitored'
const lease = 'xstate.after.lease.case.leases.armed'

describe('the delays of a case', () => {
  test('a delay is due at an instant, not after a count of ticks', () => {
    const timers = arm([], rung, 1000, clock(5000))
    expect(nextDue(timers)?.fireAt).toBe(6000)
    expect(isDue(nextDue(timers), 5999)).toBe(false)
    expect(isDue(nextDue(timers), 6000)).toBe(true)
  })

  test('arming the same delay again replaces it', () => {
    const timers = arm(arm([], rung, 1000, clock(0)), rung, 50, clock(10))
    expect(timers).toEqual([{ id: rung, event: rung, fireAt: 60, remaining: null }])
  })

  test('a stopped clock keeps the remainder and goes on with it', () => {
    const armed = arm([], rung, 1000, clock(0))
    const stopped = followClock(armed, clock(400, true))
    expect(stopped).toEqual([{ id: rung, event: rung, fireAt: null, remaining: 600 }])
    const goesOn = followClock(stopped, clock(90_000))
    expect(nextDue(goesOn)?.fireAt).toBe(90_600)
  })

  test('a lease runs on while the clock is stopped (R11)', () => {
    const stopped = followClock(arm([], lease, 1000, clock(0)), clock(400, true))
    expect(nextDue(stopped)?.fireAt).toBe(1000)
  })

  test('what is armed while the clock is stopped begins when it goes on', () => {
    const timers = arm([], rung, 1000, clock(0, true))
    expect(nextDue(timers)).toBeNull()
    expect(nextDue(followClock(timers, clock(7000)))?.fireAt).toBe(8000)
  })

  test('the earliest of several delays is next', () => {
    const timers = arm(arm([], rung, 1000, clock(0)), lease, 500, clock(0))
    expect(nextDue(timers)?.id).toBe(lease)
    expect(nextDue(disarm(timers, lease))?.id).toBe(rung)
  })
})
