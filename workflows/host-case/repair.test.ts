import { describe, expect, test } from 'vitest'
import {
  day,
  doneWith,
  failed,
  grant,
  hour,
  missed,
  monitored,
  ofType,
  penalised,
  person,
  refusedByRule,
  rung,
  runs,
  sighted,
  type TestCase,
  underWay,
  unpatched,
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

/** The window is open and its first attempt is under way. */
const repairing = (more: TestCase = {}) => {
  const host = penalised('machineAccount', more)
  responds(host)
  host.outcome('undo', doneWith(''))
  expect(host.state()).toBe('repairing.open.trying')
  return host
}

describe('what leads to a repair window', () => {
  test.each([
    ['a response', responds],
    ["a person's command", (host: ReturnType<typeof monitored>) => host.tell({ type: 'repair', ...person })],
    ['the end of the lease', (host: ReturnType<typeof monitored>) => host.pass(3 * day)],
  ])('%s', (_, happens) => {
    const host = penalised('machineAccount')
    happens(host)
    expect(host.view().state).toBe('repairing')
    expect(underWay(host)).toEqual(['undo'])
  })

  test('the end of a lease is also an alarm', () => {
    const host = penalised('machineAccount')
    host.pass(3 * day)
    expect(ofType(host.orders, 'alarm')).toHaveLength(1)
  })

  test('a write under way is waited for, then given back', () => {
    const host = monitored()
    until(host, 'accountDisabled.asking')
    grant(host)
    responds(host)
    expect(underWay(host)).toEqual(['machineAccount'])
    host.outcome('machineAccount', doneWith('WS-1$'))
    expect(underWay(host)).toEqual(['undo'])
  })
})

describe('what a repair window gives back', () => {
  test('everything that keeps the patch out, in reverse order, one at a time', () => {
    const host = both(false)
    responds(host)
    expect(ofType(host.orders, 'run').at(-1)?.params).toMatchObject({ kind: 'undo', penalty: 'port' })
    host.outcome('undo', doneWith(''))
    expect(ofType(host.orders, 'run').at(-1)?.params).toMatchObject({
      kind: 'undo',
      penalty: 'machineAccount',
    })
    host.outcome('undo', doneWith(''))
    expect(underWay(host)).toEqual(['patchAttempt'])
  })

  test('a penalty under which the host can be patched stays', () => {
    const host = both(true)
    responds(host)
    host.outcome('undo', doneWith(''))
    expect(host.state()).toBe('repairing.open.trying')
    expect(host.view().held.map(({ kind }) => kind)).toEqual(['port'])
  })

  test('an undo that fails is tried again, with an alarm', () => {
    const host = penalised('machineAccount')
    responds(host)
    host.outcome('undo', failed)
    expect(ofType(host.orders, 'alarm')).toHaveLength(1)
    host.pass(hour)
    expect(underWay(host)).toEqual(['undo'])
  })
})

describe('how a repair window ends', () => {
  test('patched: released', () => {
    const host = repairing()
    host.outcome('patchAttempt', { type: 'patched', evidence: 'live check' })
    expect(host.view()).toMatchObject({ state: 'releasing', outcome: 'patched' })
  })

  test('each sighting and each response in it starts another attempt', () => {
    const host = repairing()
    host.outcome('patchAttempt', missed)
    expect(runs(sighted(host))).toEqual(['patchAttempt'])
    host.outcome('patchAttempt', unpatched)
    expect(runs(responds(host))).toEqual(['patchAttempt'])
  })

  test('over: back to the rung it came from, where everything must be due anew', () => {
    const host = repairing()
    host.outcome('patchAttempt', unpatched)
    host.pass(4 * hour)
    expect(host.view()).toMatchObject({ state: 'monitored', rung: 'machineAccount', cycles: 1 })
    const back = host.now()
    until(host, 'accountDisabled.asking')
    expect(host.now() - back).toBeGreaterThanOrEqual(2 * day)
    expect(runs(host.orders).filter((kind) => kind === 'ownerNotice')).toHaveLength(2)
  })

  test('cycles used up: a person investigates', () => {
    const host = repairing({ times: { cycles: 1 } })
    host.outcome('patchAttempt', unpatched)
    host.pass(4 * hour)
    expect(host.view()).toMatchObject({ state: 'investigating', held: [], person: { ask: 'investigating' } })
  })

  test('the host was not seen in it: a person investigates, with every penalty released', () => {
    const host = both(true)
    host.pass(hour)
    responds(host)
    host.outcome('undo', doneWith(''))
    host.outcome('patchAttempt', missed)
    host.pass(4 * hour)
    expect(host.state()).toBe('investigating.lifting')
    host.outcome('undo', doneWith(''))
    expect(host.view()).toMatchObject({ state: 'investigating', held: [] })
  })

  test('a safety check refuses: a person investigates', () => {
    const host = repairing()
    host.outcome('patchAttempt', refusedByRule)
    expect(host.view()).toMatchObject({ state: 'investigating', held: [] })
  })

  test('a conflict: a person investigates', () => {
    const host = penalised('machineAccount')
    responds(host)
    host.outcome('undo', { type: 'effect.conflict', target: 'WS-1$', found: 'enabled by somebody' })
    expect(host.view().state).toBe('investigating')
  })
})
