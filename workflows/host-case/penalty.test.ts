import { describe, expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import {
  asked,
  day,
  doneWith,
  failed,
  fullPlan,
  grant,
  hour,
  missed,
  monitored,
  ofType,
  orderedAt,
  penalised,
  person,
  refusedByRule,
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

describe('the gate and the write', () => {
  test('the grant, the effect and the holder have the same number', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    const [request] = ofType(host.orders, 'askGate')
    const [order] = ofType(grant(host), 'run')
    host.outcome('machineAccount', doneWith('WS-1$'))
    expect(order?.params.seq).toBe(request?.params.seq)
    expect(host.view().held).toMatchObject([{ seq: request?.params.seq, target: 'WS-1$' }])
  })

  test('a gate that does not answer is asked again for the same grant', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    host.pass(3 * hour)
    const keys = new Set(ofType(host.orders, 'askGate').map(({ params }) => params.seq))
    expect(ofType(host.orders, 'askGate').length).toBeGreaterThan(2)
    expect(keys.size).toBe(1)
  })

  test('a grant that comes late is given back', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    const key = asked(host)
    host.tell({ type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' })
    expect(ofType(host.orders, 'returnGrant').map(({ params }) => params.key)).toEqual([key])
    expect(ofType(host.tell({ type: 'granted', key }), 'returnGrant')).toHaveLength(1)
    expect(runs(host.orders)).not.toContain('machineAccount')
  })

  test.each([
    [
      'a grant refused',
      (host: Rehearsal) => host.tell({ type: 'refused', key: asked(host), rule: 'R1', why: 'off' }),
    ],
    ['a write failed', (host: Rehearsal) => grant(host) && host.outcome('machineAccount', failed)],
    ['a write refused', (host: Rehearsal) => grant(host) && host.outcome('machineAccount', refusedByRule)],
  ])('%s: the rung is skipped with its reason, back to monitored', (_, happens) => {
    const host = monitored({ located: { plan: fullPlan } })
    until(host, 'accountDisabled.asking')
    happens(host)
    expect(host.view()).toMatchObject({ state: 'monitored', rung: 'userAccount', held: [] })
    const [skipped] = ofType(host.orders, 'skipRung')
    expect(skipped?.params).toMatchObject({ kind: 'machineAccount', why: expect.stringMatching(/.+/) })
  })

  test('a write that does not answer raises an alarm', () => {
    const host = monitored(account)
    until(host, 'accountDisabled.asking')
    grant(host)
    host.pass(hour)
    expect(host.state()).toBe('accountDisabled.writing')
    expect(ofType(host.orders, 'alarm')).toHaveLength(1)
  })
})

describe('approval of a rung', () => {
  const approving = () => {
    const host = monitored({
      located: { plan: [...upTo('machineAccount').slice(0, 2), ...fullPlan.slice(4)] },
    })
    until(host, 'accountDisabled.approving')
    return host
  }

  test('is asked before the gate, and names the rung', () => {
    const host = approving()
    expect(ofType(host.orders, 'askPerson').at(-1)?.params).toMatchObject({
      ask: 'approval',
      rung: 'userAccount',
      choices: ['disable', 'skip'],
    })
    expect(askedFor(host)).toEqual([])
  })

  test('given, it leads to the gate; denied, the rung is skipped', () => {
    const [yes, no] = [approving(), approving()]
    const ask = yes.view().person?.seq ?? 0
    yes.tell({ type: 'decide', ask, decision: 'disable', ...person })
    expect(yes.state()).toBe('accountDisabled.asking')
    no.tell({ type: 'decide', ask, decision: 'skip', ...person })
    expect(no.view()).toMatchObject({ state: 'monitored', rung: 'port' })
  })

  test('an answer to another question is none', () => {
    const host = approving()
    const ask = (host.view().person?.seq ?? 0) - 1
    host.tell({ type: 'decide', ask, decision: 'disable', ...person })
    expect(host.state()).toBe('accountDisabled.approving')
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
