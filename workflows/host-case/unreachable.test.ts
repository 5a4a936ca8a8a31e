import { expect, test } from 'vitest'
import {
  day,
  fullPlan,
  grant,
  monitored,
  ofType,
  person,
  runs,
  settle,
  sighted,
  type TestCase,
  until,
} from './test-case.ts'

const unreachable = (more: TestCase = {}) => {
  const host = monitored({ times: { unseen: 10 * day }, ...more })
  until(host, 'unreachable', { absent: true })
  return host
}

const decide = (host: ReturnType<typeof unreachable>, decision: 'disable' | 'retire' | 'look') =>
  host.tell({ type: 'decide', ask: host.view().person?.seq ?? 0, decision, ...person })

test('a person is asked by itself, and reminded', () => {
  const host = unreachable()
  const [question] = ofType(host.orders, 'askPerson')
  expect(question?.params).toMatchObject({
    ask: 'unreachable',
    rung: 'machineAccount',
    choices: ['disable', 'retire', 'look'],
  })
  host.pass(2 * day)
  expect(ofType(host.orders, 'alarm')).toHaveLength(2)
})

test('a sighting answers it: the question is withdrawn', () => {
  const host = unreachable()
  const orders = sighted(host)
  expect(ofType(orders, 'withdrawAsk')).toHaveLength(1)
  expect(host.state()).toBe('woken.trying')
})

test('an approval replaces the attempts and the sighting, and nothing else', () => {
  const host = unreachable()
  decide(host, 'disable')
  expect(ofType(host.orders, 'withdrawAsk')).toEqual([])
  until(host, 'accountDisabled.asking', { absent: true })
  grant(host)
  expect(runs(host.orders).at(-1)).toBe('machineAccount')
  expect(runs(host.orders)).toContain('ticket')
  expect(host.view().attempts).toBe(1)
})

test('an approval skips no rung', () => {
  const plan = fullPlan.map((rung) => (rung.kind === 'ticket' ? { ...rung, wait: 11 * day } : rung))
  const host = unreachable({ located: { plan } })
  decide(host, 'disable')
  until(host, 'accountDisabled.asking', { absent: true })
  expect(runs(host.orders)).toContain('ticket')
})

test('an approval lapses at the next sighting', () => {
  const host = unreachable({ times: { unseen: 10 * day, attemptsBeforePenalty: 1000 } })
  decide(host, 'disable')
  expect(host.snapshot().context.approval).not.toBeNull()
  sighted(host)
  expect(host.snapshot().context.approval).toBeNull()
  settle(host)
  expect(host.state()).toBe('monitored.watching')
})

test.each([
  ['an unreported case', { kind: 'unreported' as const }],
  ['a ladder without an account', { located: { plan: [...fullPlan.slice(0, 3), ...fullPlan.slice(5)] } }],
])('disabling is not offered for %s', (_, more) => {
  const plan = fullPlan.map((rung, index) => (index === 0 ? rung : { ...rung, wait: 9 * day }))
  const host = unreachable({ located: { plan }, times: { unseen: 5 * day }, ...more })
  expect(ofType(host.orders, 'askPerson').at(-1)?.params.choices).toEqual(['retire', 'look'])
})

test('looking on starts the search anew', () => {
  const host = unreachable()
  decide(host, 'look')
  expect(host.view().state).toBe('monitored')
  const from = host.now()
  until(host, 'unreachable', { absent: true })
  expect(host.now() - from).toBeGreaterThanOrEqual(10 * day)
})

test('a retired host is closed as such', () => {
  const host = unreachable()
  decide(host, 'retire')
  settle(host)
  expect(host.view()).toMatchObject({ state: 'closed', outcome: 'retired' })
})
