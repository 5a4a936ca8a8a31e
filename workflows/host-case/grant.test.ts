import { describe, expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import {
  asked,
  doneWith,
  failed,
  fullPlan,
  grant,
  hour,
  monitored,
  ofType,
  person,
  refusedByRule,
  runs,
  type TestCase,
  until,
  upTo,
} from './test-case.ts'

/** The ladder up to the machine's account, with everything that a penalty needs but what `lacking` takes away. */
const account: TestCase = { located: { plan: upTo('machineAccount') } }

const askedFor = (host: Rehearsal) => ofType(host.orders, 'askGate').map(({ params }) => params.penalty)

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
