import { describe, expect, test } from 'vitest'
import {
  day,
  doneWith,
  grant,
  hour,
  monitored,
  ofType,
  person,
  rung,
  sighted,
  type TestCase,
  underWay,
  until,
} from './test-case.ts'

const responds = (host: ReturnType<typeof monitored>) =>
  host.tell({ type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' })

/** Machine account and port are both held. */
const both = (leavesDeploy: boolean, more: TestCase = {}) => {
  const plan = [
    rung('ownerNotice', 0),
    rung('ticket', day),
    rung('machineAccount', day),
    rung('port', day, { leavesDeploy }),
  ]
  const host = monitored({ located: { plan }, ...more })
  until(host, 'accountDisabled.asking')
  grant(host)
  host.outcome('machineAccount', doneWith('WS-1$'))
  host.pass(day)
  sighted(host)
  grant(host)
  host.outcome('port', doneWith('sw-2 Gi1/0/7'))
  return host
}

describe('investigating', () => {
  const investigating = () => {
    const host = both(false, { times: { stall: 2 * hour, accountLease: 9 * day, portLease: 9 * day } })
    responds(host)
    host.outcome('undo', { type: 'effect.conflict', target: 'sw-2 Gi1/0/7', found: 'up' })
    expect(host.view()).toMatchObject({ state: 'investigating', person: { ask: 'investigating' } })
    return host
  }
  const decide = (host: ReturnType<typeof monitored>, decision: 'renew' | 'repair') =>
    host.tell({ type: 'decide', ask: host.view().person?.seq ?? 0, decision, ...person })

  test('a lease is renewed by a person only, and else given back with an alarm', () => {
    const [renewed, ended] = [investigating(), investigating()]
    renewed.pass(7 * day)
    decide(renewed, 'renew')
    renewed.pass(7 * day)
    ended.pass(14 * day)
    expect(underWay(renewed)).toEqual([])
    expect(underWay(ended)).toEqual(['undo'])
    const alarms = ofType(ended.orders, 'alarm').map(({ params }) => params.what)
    expect(alarms.some((what) => what.includes('lease'))).toBe(true)
  })

  test('a person may order a repair', () => {
    const host = investigating()
    decide(host, 'repair')
    expect(host.view().state).toBe('repairing')
  })
})
