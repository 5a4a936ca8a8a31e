import { describe, expect, test } from 'vitest'
import {
  day,
  doneWith,
  failed,
  found,
  fullPlan,
  hour,
  minute,
  missed,
  monitored,
  ofType,
  opened,
  orderedAt,
  rung,
  runs,
  settle,
  sighted,
  start,
  underWay,
  until,
} from './test-case.ts'

describe('detected', () => {
  test('the host is located first of all', () => {
    const host = opened()
    expect(host.state()).toBe('detected.locating')
    expect(runs(host.orders)).toEqual(['locate'])
  })

  test('the owner is told at once, and a host seen lately is tried at once', () => {
    const host = opened()
    const orders = host.outcome('locate', found({ seenAt: start }))
    expect(runs(orders)).toEqual(['ownerNotice', 'patchAttempt'])
    expect(host.state()).toBe('woken.trying')
  })

  test('a host not seen lately is woken first', () => {
    const host = opened()
    host.outcome('locate', found({ seenAt: start - 3 * day }))
    expect(host.state()).toBe('waking.trying')
  })

  test('a host that cannot be located is woken blindly, and located again later', () => {
    const host = opened()
    host.outcome('locate', failed)
    expect(host.state()).toBe('waking.trying')
    settle(host)
    expect(host.state()).toBe('monitored.watching')
    host.pass(6 * hour)
    expect(host.state()).toBe('detected.locating')
    expect(runs(host.outcome('locate', found({ seenAt: host.now() })))).toEqual(['patchAttempt'])
  })

  test('a host that is never located ends with a person', () => {
    const host = opened()
    while (!host.view().person && host.now() < start + 20 * day) {
      for (const { kind } of Object.values(host.snapshot().context.inFlight)) host.outcome(kind, failed)
      host.pass(hour)
    }
    expect(host.view()).toMatchObject({ state: 'investigating', person: { ask: 'investigating' } })
  })
})

describe('waking', () => {
  test.each(['an answer', 'a sighting'])('%s proves that the host is awake', (sign) => {
    const host = opened()
    host.outcome('locate', found({ seenAt: null }))
    if (sign === 'an answer') host.outcome('wake', { type: 'answered', sign: 'ping' })
    else sighted(host)
    expect(host.state()).toBe('woken.trying')
  })

  test('having sent a packet proves nothing', () => {
    const host = opened()
    host.outcome('locate', found({ seenAt: null }))
    host.outcome('wake', doneWith(''))
    expect(host.view()).toMatchObject({ state: 'monitored', attempts: 0 })
  })
})

test('woken: an attempt that reached the host is counted, one that did not is not', () => {
  const host = monitored()
  expect(host.view().attempts).toBe(1)
  host.pass(hour)
  sighted(host)
  host.outcome('patchAttempt', missed)
  expect(host.view()).toMatchObject({ state: 'monitored', attempts: 1 })
})

describe('monitored', () => {
  test('a sighting leads to the next attempt, but not before the retry interval is over', () => {
    const host = monitored()
    host.pass(5 * minute)
    sighted(host)
    host.pass(9 * minute)
    expect(host.state()).toBe('monitored.watching')
    host.pass(minute)
    expect(host.state()).toBe('woken.trying')
  })

  test('a host that shows no sign of life is woken again on schedule', () => {
    const host = monitored()
    host.pass(6 * hour - 1)
    expect(host.state()).toBe('monitored.watching')
    host.pass(1)
    expect(host.state()).toBe('waking.trying')
  })

  test('each rung waits for its own time, counted from the completion of the one before', () => {
    const host = monitored()
    const manager = orderedAt(host, 'managerNotice')
    host.pass(5 * hour)
    settle(host)
    const ticket = orderedAt(host, 'ticket')
    expect(manager - start).toBeGreaterThanOrEqual(2 * day)
    expect(ticket - manager).toBeGreaterThanOrEqual(day + 5 * hour)
    expect(ticket - manager).toBeLessThan(day + 8 * hour)
  })

  test('a detour through woken resets no time', () => {
    const often = monitored()
    const seldom = monitored()
    expect(orderedAt(often, 'ticket')).toBe(orderedAt(seldom, 'ticket', { absent: true }))
  })

  test('a host not seen for the time of the policy is unreachable, however often it was woken', () => {
    const host = monitored({ times: { unseen: 10 * day } })
    until(host, 'unreachable', { absent: true })
    expect(host.now() - start).toBeGreaterThanOrEqual(10 * day)
    expect(host.now() - start).toBeLessThan(11 * day)
  })

  test("a penalty that stays due and unsatisfied becomes a person's business", () => {
    const host = monitored({ times: { attemptsBeforePenalty: 1000 } })
    until(host, 'investigating')
    expect(host.now() - start).toBeGreaterThanOrEqual(6 * day + 14 * day)
  })

  test("a ladder that is used up becomes a person's business", () => {
    const host = monitored({ located: { plan: fullPlan.slice(0, 3) } })
    until(host, 'investigating')
    expect(runs(host.orders)).toContain('ticket')
  })

  test.each([false, true])('a response leads to an attempt at once (refusal: %s)', (refuses) => {
    const host = monitored()
    host.pass(minute)
    host.tell({ type: 'responded', how: 'ownerPage', refuses, by: 'owner' })
    expect(host.state()).toBe('woken.trying')
  })
})

describe('kinds and roles that are never penalised', () => {
  test.each(['server', 'infrastructure'] as const)('%s: whatever plan comes in', (role) => {
    const host = monitored({ located: { role } })
    until(host, 'investigating')
    expect(ofType(host.orders, 'skipRung').map(({ params }) => params.kind)).toEqual([
      'machineAccount',
      'userAccount',
      'port',
    ])
    expect(ofType(host.orders, 'askGate')).toEqual([])
  })

  test('an unreported host, until a report makes it a normal case with no attempts', () => {
    const host = monitored({ kind: 'unreported' })
    until(host, 'investigating')
    expect(ofType(host.orders, 'askGate')).toEqual([])
    host.tell({ type: 'reported', reportId: 'r-1' })
    expect(host.view()).toMatchObject({ state: 'detected', attempts: 0 })
    host.outcome('locate', found({ seenAt: host.now() }))
    until(host, 'accountDisabled')
    expect(runs(host.orders).filter((kind) => kind === 'ticket')).toHaveLength(1)
  })

  test('what was ordered before that report completes no rung of the new ladder', () => {
    const host = monitored({
      kind: 'unreported',
      located: { plan: [rung('ownerNotice', 0), rung('managementNotice', 0)] },
    })
    expect(underWay(host)).toEqual(['managementNotice'])
    host.tell({ type: 'reported', reportId: 'r-1' })
    const plan = [rung('ownerNotice', 0), rung('ticket', 0), rung('port', 0)]
    host.outcome('locate', found({ plan, seenAt: host.now() }))
    host.outcome('managementNotice', doneWith('mail-2'))
    expect(host.view().rung).toBe('ownerNotice')
  })

  test('a notice that spoke of an unreported host is none for a penalty', () => {
    const host = opened({ kind: 'unreported' })
    host.outcome('locate', found())
    host.tell({ type: 'reported', reportId: 'r-1' })
    host.outcome('ownerNotice', doneWith('mail-1'))
    host.outcome('locate', found({ seenAt: host.now() }))
    until(host, 'accountDisabled')
    expect(runs(host.orders).filter((kind) => kind === 'ownerNotice')).toHaveLength(2)
  })
})
