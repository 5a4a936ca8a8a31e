import { describe, expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import {
  day,
  doneWith,
  failed,
  grant,
  hour,
  missed,
  monitored,
  ofType,
  orderedAt,
  penalised,
  person,
  runs,
  settle,
  sighted,
  start,
  type TestCase,
  underWay,
  unpatched,
  until,
  upTo,
} from './test-case.ts'

/** The ladder up to the machine's account, with everything that a penalty needs but what `lacking` takes away. */
const account: TestCase = { located: { plan: upTo('machineAccount') } }

const askedFor = (host: Rehearsal) => ofType(host.orders, 'askGate').map(({ params }) => params.penalty)

describe('a penalty is due only when all holds', () => {
  test('then the gate is asked for it, once', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    expect(askedFor(host)).toEqual(['machineAccount'])
    expect(runs(host.orders)).not.toContain('machineAccount')
  })

  test('the deadline has passed', () => {
    const host = monitored({ located: { plan: upTo('machineAccount'), deadline: start + 8 * day } })
    until(host, 'accountDisabled')
    expect(host.now()).toBeGreaterThanOrEqual(start + 8 * day)
  })

  test('enough attempts have reached the host and failed', () => {
    const host = monitored(account)
    until(host, 'monitored.watching', { absent: true })
    while (host.now() < start + 8 * day) {
      for (const kind of underWay(host)) host.outcome(kind, kind === 'ticket' ? doneWith('t') : missed)
      host.pass(hour)
      sighted(host)
    }
    expect(askedFor(host)).toEqual([])
  })

  test('a refusal counts for attempts', () => {
    const host = monitored({ ...account, times: { attemptsBeforePenalty: 1000 } })
    host.tell({ type: 'responded', how: 'ownerPage', refuses: true, by: 'owner' })
    until(host, 'accountDisabled')
    expect(askedFor(host)).toEqual(['machineAccount'])
  })

  test('a ticket is open', () => {
    const host = monitored(account)
    orderedAt(host, 'ticket')
    host.outcome('ticket', failed)
    until(host, 'investigating')
    expect(askedFor(host)).toEqual([])
  })

  test('the host was seen since the notice was delivered', () => {
    const host = monitored(account)
    host.pass(6 * hour)
    while (host.now() < start + 8 * day) {
      settle(host)
      host.pass(hour)
    }
    expect(host.view().attempts).toBe(1)
    expect(askedFor(host)).toEqual([])
  })

  test('without a valid notice one is sent, and waits for its time', () => {
    const host = monitored(account)
    orderedAt(host, 'ticket')
    host.tell({ type: 'hold', hold: 'paused', ...person })
    settle(host)
    host.pass(4 * day)
    host.tell({ type: 'resume', hold: 'paused', ...person })
    const notice = orderedAt(host, 'ownerNotice')
    until(host, 'accountDisabled')
    expect(host.now() - notice).toBeGreaterThanOrEqual(day)
  })

  test('a notice that cannot be delivered is tried again every day, then a person gets the case', () => {
    const host = monitored(account)
    host.tell({ type: 'hold', hold: 'paused', ...person })
    host.pass(4 * day)
    host.tell({ type: 'resume', hold: 'paused', ...person })
    while (host.view().state !== 'investigating' && host.now() < start + 40 * day) {
      for (const kind of underWay(host)) {
        const usual = kind === 'patchAttempt' ? unpatched : doneWith('x')
        host.outcome(kind, kind === 'ownerNotice' ? failed : usual)
      }
      host.pass(hour)
      sighted(host)
    }
    const notices = runs(host.orders).filter((kind) => kind === 'ownerNotice').length
    expect(notices).toBeGreaterThan(5)
    expect(notices).toBeLessThan(20)
    expect(askedFor(host)).toEqual([])
  })
})

describe('while a penalty is in force', () => {
  test('a sighting is a fact and no transition', () => {
    const host = penalised('machineAccount')
    sighted(host)
    expect(host.view().state).toBe('accountDisabled')
    expect(host.snapshot().context.seenAt).toBe(host.now())
  })

  test('the next account enters the state anew, and the port follows if the host is still seen', () => {
    const host = monitored({ times: { accountLease: 30 * day } })
    until(host, 'accountDisabled.asking')
    grant(host)
    host.outcome('machineAccount', doneWith('WS-1$'))
    host.pass(5 * day)
    expect(host.state()).toBe('accountDisabled.kept.watching')
    sighted(host)
    expect(host.state()).toBe('accountDisabled.approving')
    const ask = host.view().person?.seq ?? 0
    host.tell({ type: 'decide', ask, decision: 'disable', ...person })
    grant(host)
    host.outcome('userAccount', doneWith('kim'))
    host.pass(2 * day)
    sighted(host)
    expect(host.state()).toBe('portShut.asking')
    expect(host.view().held.map(({ kind }) => kind)).toEqual(['machineAccount', 'userAccount'])
  })
})
