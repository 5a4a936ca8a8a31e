import { describe, expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import {
  asked,
  day,
  doneWith,
  failed,
  found,
  grant,
  hour,
  missed,
  monitored,
  ofType,
  opened,
  penalised,
  person,
  refusedByRule,
  rung,
  runs,
  settle,
  sighted,
  underWay,
  until,
} from './test-case.ts'

const patched = (host: Rehearsal) => host.tell({ type: 'patched', evidence: 'report r-2' })

describe('evidence of being patched starts the release from every state', () => {
  const states: [string, () => Rehearsal][] = [
    ['detected', () => opened()],
    ['waking', () => (({ host }) => host)(waking())],
    ['monitored', () => monitored()],
    ['unreachable', () => reached('unreachable', true)],
    ['accountDisabled', () => penalised('machineAccount')],
    ['portShut', () => penalised('port')],
    ['repairing', () => responded()],
    ['investigating', () => reached('investigating', true)],
  ]
  const waking = () => {
    const host = opened()
    host.outcome('locate', found({ seenAt: null }))
    return { host }
  }
  const reached = (state: string, absent: boolean) => {
    const host = monitored({ times: { unseen: state === 'unreachable' ? 5 * day : 90 * day } })
    until(host, state, { absent })
    return host
  }
  const responded = () => {
    const host = penalised('machineAccount')
    host.tell({ type: 'responded', how: 'helpDesk', refuses: false, by: 'owner' })
    return host
  }

  test.each(states)('%s', (state, reach) => {
    const host = reach()
    expect(host.view().state).toBe(state)
    patched(host)
    expect(host.view()).toMatchObject({ state: 'releasing', outcome: 'patched' })
    for (const kind of underWay(host)) if (kind === 'patchAttempt') host.outcome(kind, missed)
    settle(host)
    expect(host.view()).toMatchObject({ state: 'closed', held: [] })
    expect(host.snapshot().context.inFlight).toEqual({})
  })
})

test('everything is undone in reverse order, one at a time, then the ticket is closed and the owner told', () => {
  const plan = [rung('ownerNotice', 0), rung('ticket', day), rung('machineAccount', day), rung('port', day)]
  const host = monitored({ located: { plan } })
  until(host, 'accountDisabled.asking')
  grant(host)
  host.outcome('machineAccount', doneWith('WS-1$'))
  host.pass(day)
  sighted(host)
  grant(host)
  host.outcome('port', doneWith('sw-2 Gi1/0/7'))
  const from = host.orders.length
  patched(host)
  settle(host)
  const orders = ofType(host.orders.slice(from), 'run').map(({ params }) => params.penalty ?? params.kind)
  expect(orders).toEqual(['port', 'machineAccount', 'closeTicket', 'releaseNotice'])
  expect(host.state()).toBe('closed')
})

test('a write under way is waited for, then undone', () => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  grant(host)
  patched(host)
  expect(host.state()).toBe('releasing.undoing')
  expect(runs(host.outcome('machineAccount', doneWith('WS-1$')))).toEqual(['undo'])
})

test('a request to the gate is withdrawn', () => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  const key = asked(host)
  expect(ofType(patched(host), 'returnGrant')).toEqual([{ type: 'returnGrant', params: { key } }])
})

test('a case without ticket and notice has neither to close', () => {
  const host = opened()
  host.tell({ type: 'release', outcome: 'reversed', ...person })
  host.outcome('locate', failed)
  expect(host.view()).toMatchObject({ state: 'closed', outcome: 'reversed' })
  expect(runs(host.orders)).toEqual(['locate'])
})

test('an undo that fails is tried again for ever, with an alarm each time', () => {
  const host = penalised('machineAccount')
  patched(host)
  for (let tries = 0; tries < 5; tries += 1) {
    host.outcome('undo', failed)
    host.pass(hour)
  }
  expect(underWay(host)).toEqual(['undo'])
  expect(ofType(host.orders, 'alarm').length).toBeGreaterThanOrEqual(5)
})

test('a ticket that cannot be closed keeps the case open; one that may not be does not', () => {
  const [down, forbidden] = [penalised('machineAccount'), penalised('machineAccount')]
  for (const host of [down, forbidden]) {
    patched(host)
    host.outcome('undo', doneWith(''))
  }
  down.outcome('closeTicket', failed)
  expect(down.state()).toBe('releasing.retrying')
  down.pass(hour)
  expect(underWay(down)).toEqual(['closeTicket'])
  forbidden.outcome('closeTicket', refusedByRule)
  expect(underWay(forbidden)).toEqual(['releaseNotice'])
})

describe("a third party's change", () => {
  const inConflict = () => {
    const host = penalised('machineAccount')
    patched(host)
    host.outcome('undo', { type: 'effect.conflict', target: 'WS-1$', found: 'enabled by somebody' })
    return host
  }
  const decide = (host: Rehearsal, decision: 'leave' | 'retry') =>
    host.tell({ type: 'decide', ask: host.view().person?.seq ?? 0, decision, ...person })

  test('stops the release until a person decides; nothing more is written', () => {
    const host = inConflict()
    expect(host.view()).toMatchObject({ state: 'conflict', person: { ask: 'conflict' } })
    host.pass(30 * day)
    patched(host)
    expect(underWay(host)).toEqual([])
    expect(host.view().state).toBe('conflict')
  })

  test('left as it is found: the target is let go without a write, and the release goes on', () => {
    const host = inConflict()
    decide(host, 'leave')
    const undo = host.orders.findLast((order) => order.type === 'run')
    expect(undo?.params).toMatchObject({ kind: 'undo', leave: true })
    settle(host)
    expect(host.view()).toMatchObject({ state: 'closed', held: [] })
  })

  test('tried again: the undo is ordered once more', () => {
    const host = inConflict()
    decide(host, 'retry')
    expect(underWay(host)).toEqual(['undo'])
    settle(host)
    expect(host.state()).toBe('closed')
  })

  test('found when a penalty is written: it stays with the case, and its rung is skipped', () => {
    const host = monitored()
    until(host, 'accountDisabled.asking')
    grant(host)
    host.outcome('machineAccount', { type: 'effect.conflict', target: 'WS-1$', found: 'disabled, no mark' })
    expect(host.view()).toMatchObject({ state: 'monitored', held: [{ conflict: 'disabled, no mark' }] })
    patched(host)
    expect(host.view().state).toBe('conflict')
  })
})
