import { describe, expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import {
  day,
  doneWith,
  hour,
  minute,
  monitored,
  ofType,
  orderedAt,
  penalised,
  person,
  runs,
  settle,
  sighted,
  start,
  underWay,
  unpatched,
  until,
  upTo,
} from './test-case.ts'

const hold = (host: Rehearsal, kind: 'paused' | 'forensic', until?: number) =>
  host.tell({ type: 'hold', hold: kind, ...person, ...(until !== undefined && { until }) })
const resume = (host: Rehearsal, kind: 'paused' | 'forensic' | 'exempt') =>
  host.tell({ type: 'resume', hold: kind, ...person })
const exempt = (host: Rehearsal, end: number | null) => host.tell({ type: 'exempt', until: end, ...person })

const account = { located: { plan: upTo('machineAccount') } }

describe('holds', () => {
  test('the strongest shows, and lifting one leaves the others', () => {
    const host = monitored()
    hold(host, 'paused')
    exempt(host, start + 9 * day)
    hold(host, 'forensic')
    expect(host.view().control).toBe('forensic')
    resume(host, 'forensic')
    expect(host.view().control).toBe('exempt')
    resume(host, 'exempt')
    expect(host.view().control).toBe('paused')
    resume(host, 'paused')
    expect(host.view().control).toBe('running')
  })

  test('a hold ends by itself at its time, even under a stronger one', () => {
    const host = monitored()
    hold(host, 'paused', start + 2 * day)
    hold(host, 'forensic', start + 4 * day)
    host.pass(3 * day)
    expect(host.view().control).toBe('forensic')
    host.pass(day)
    expect(host.view().control).toBe('running')
  })

  test('nothing wakes or patches a host under a hold, whatever is seen', () => {
    const host = monitored()
    hold(host, 'forensic')
    const from = host.orders.length
    for (let days = 0; days < 20; days += 1) {
      host.pass(day)
      sighted(host)
    }
    expect(runs(host.orders.slice(from))).toEqual([])
    resume(host, 'forensic')
    expect(underWay(host)).toEqual(['patchAttempt'])
  })

  test('an effect under way is not cancelled, and what it brings is taken in', () => {
    const host = monitored()
    host.pass(hour)
    sighted(host)
    hold(host, 'paused')
    host.outcome('patchAttempt', unpatched)
    expect(host.view()).toMatchObject({ attempts: 2, state: 'monitored' })
    expect(host.state()).toBe('monitored.stopped')
  })

  test('a lease never stops: at its end all is given back, but the host is left alone', () => {
    const host = penalised('machineAccount')
    hold(host, 'forensic')
    host.pass(3 * day)
    expect(underWay(host)).toEqual(['undo'])
    host.outcome('undo', doneWith(''))
    expect(host.state()).toBe('repairing.open.due')
    expect(underWay(host)).toEqual([])
  })

  test('a request to the gate, or a question, is withdrawn and put anew afterwards', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    hold(host, 'paused')
    expect(host.state()).toBe('monitored.stopped')
    expect(ofType(host.orders, 'returnGrant')).toHaveLength(1)
    resume(host, 'paused')
    expect(host.state()).toBe('accountDisabled.asking')
    expect(new Set(ofType(host.orders, 'askGate').map(({ params }) => params.seq)).size).toBe(2)
  })
})

describe("the case's own time", () => {
  test('stands still under a hold: a rung comes later by as much', () => {
    const [held, free] = [monitored(), monitored()]
    hold(held, 'paused')
    held.pass(30 * hour)
    resume(held, 'paused')
    const later = orderedAt(held, 'managerNotice') - orderedAt(free, 'managerNotice')
    expect(later).toBeGreaterThanOrEqual(29 * hour)
    expect(later).toBeLessThanOrEqual(31 * hour)
  })

  test('the repair window stands still under a hold', () => {
    const host = penalised('machineAccount')
    host.tell({ type: 'repair', ...person })
    host.outcome('undo', doneWith(''))
    host.outcome('patchAttempt', unpatched)
    hold(host, 'paused')
    host.pass(10 * day)
    expect(host.view().state).toBe('repairing')
    resume(host, 'paused')
    host.pass(5 * hour)
    expect(host.view().state).toBe('monitored')
  })

  test.each([
    ['a pause of 30 days', pauseOf(30 * day)],
    ['an exemption of 30 days', exemptionOf(30 * day)],
    ['a week with everything switched off', (host: Rehearsal) => host.sleep(7 * day)],
  ])('after %s a penalty needs a new notice, its full time, and a new sighting', (_, interrupt) => {
    const host = monitored(account)
    orderedAt(host, 'ticket')
    settle(host)
    host.pass(hour)
    interrupt(host)
    const awake = host.now()
    const orders = host.orders.length
    until(host, 'accountDisabled.asking')
    const told = runs(host.orders.slice(orders)).filter((kind) => kind === 'ownerNotice')
    expect(told).toHaveLength(1)
    expect(host.now() - awake).toBeGreaterThanOrEqual(2 * day)
  })

  test('a clock that goes back moves nothing', () => {
    const host = monitored()
    const before = host.now()
    host.pass(-3 * day)
    sighted(host)
    expect(host.snapshot().context.at).toBe(before)
    expect(host.view().state).toBe('monitored')
  })

  test('after an outage no two rungs come back to back', () => {
    const host = monitored()
    host.sleep(60 * day)
    const manager = orderedAt(host, 'managerNotice')
    const ticket = orderedAt(host, 'ticket')
    expect(ticket - manager).toBeGreaterThanOrEqual(day)
  })
})

function pauseOf(milliseconds: number) {
  return (host: Rehearsal) => {
    hold(host, 'paused')
    host.pass(milliseconds)
    resume(host, 'paused')
  }
}

function exemptionOf(milliseconds: number) {
  return (host: Rehearsal) => {
    exempt(host, host.now() + milliseconds)
    host.pass(milliseconds + minute)
  }
}
