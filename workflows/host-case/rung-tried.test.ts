import { expect, test } from 'vitest'
import {
  day,
  doneWith,
  failed,
  found,
  fullPlan,
  grant,
  hour,
  minute,
  monitored,
  opened,
  runs,
  start,
  underWay,
  until,
} from './test-case.ts'

const serverDown = { ...failed, why: 'mail server: connection refused', passing: true } as const
const kinds = (host: ReturnType<typeof opened>) => host.view().rung

test('a notice that no mail server took is tried again, and the ladder waits for it', () => {
  const host = opened()
  host.outcome('locate', found({ seenAt: start - 3 * day }))
  host.outcome('ownerNotice', serverDown)
  host.outcome('wake', failed)
  expect(kinds(host)).toBe('ownerNotice')
  expect(host.view().next).toMatchObject({
    at: host.now() + 10 * minute,
    what: 'tell the owner',
    why: 'the last try failed: mail server: connection refused; look at the device',
  })
  host.pass(10 * minute)
  expect(runs(host.orders).at(-1)).toBe('ownerNotice')
  host.outcome('ownerNotice', doneWith('mail-1'))
  expect(kinds(host)).toBe('managerNotice')
})

test('an account that could not be disabled for a directory that was down is no reason to shut the port', () => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  grant(host)
  host.outcome('machineAccount', serverDown)
  expect(host.state()).toBe('monitored.watching')
  expect(kinds(host)).toBe('machineAccount')
  host.pass(9 * minute)
  expect(host.state()).toBe('monitored.watching')
  host.pass(minute)
  expect(host.state()).toBe('accountDisabled.asking')
})

test('a target that cannot be written for good is skipped', () => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  grant(host)
  host.outcome('machineAccount', failed)
  expect(kinds(host)).toBe('userAccount')
})

test('what fails for longer than the policy allows goes to a person', () => {
  const host = monitored({ located: { plan: fullPlan } })
  while (!host.view().person && host.now() < start + 30 * day) {
    host.pass(hour)
    for (const kind of underWay(host)) host.outcome(kind, kind === 'managerNotice' ? serverDown : failed)
  }
  expect(host.view()).toMatchObject({ state: 'investigating', person: { ask: 'investigating' } })
  expect(host.now()).toBeLessThan(start + 18 * day)
})

test.each([
  { rule: 'R12', why: 'the kill switch is on' },
  { rule: 'R2', why: 'the grant has lapsed' },
])('a stop that comes between grant and write ($rule) spares nobody: the rung waits', (stop) => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  grant(host)
  host.outcome('machineAccount', { type: 'effect.refused', ...stop })
  expect(kinds(host)).toBe('machineAccount')
  expect(host.view().next.why).toContain(stop.why)
})
