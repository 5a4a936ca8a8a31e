import { expect, test } from 'vitest'
import {
  day,
  grant,
  hour,
  missed,
  monitored,
  opened,
  penalised,
  person,
  start,
  until,
  upTo,
} from './test-case.ts'

test('a case that is being located says until when', () => {
  expect(opened().view()).toMatchObject({
    state: 'detected',
    control: 'running',
    next: { at: start + 10 * 60_000, what: expect.stringContaining('find the host') },
  })
})

test('a watched case names the next rung or the next wake, whichever comes first', () => {
  const host = monitored({ times: { wakeEvery: 60 * day, unseen: 90 * day } })
  expect(host.view().next).toMatchObject({ at: start + 2 * day, what: "tell the owner's manager" })
  expect(monitored().view().next).toMatchObject({
    at: start + 6 * hour,
    what: expect.stringContaining('wake'),
  })
})

test('a penalty that is kept back says what is missing', () => {
  const host = monitored({
    located: { plan: upTo('machineAccount') },
    times: { attemptsBeforePenalty: 9, wakeEvery: 60 * day },
  })
  host.pass(day)
  host.outcome('ticket', { type: 'effect.done', ref: 'T-1' })
  host.pass(3 * day)
  const { what, why } = host.view().next
  expect(what).toBe('a person gets the case')
  expect(why).toContain("may not disable the machine's account")
  expect(why).toContain('attempts have reached the host')
})

test('a penalty in force names its end', () => {
  const host = penalised('machineAccount')
  const { next, held } = host.view()
  expect(next.at).toBe(held[0]?.until)
  expect(next.why).toContain("the machine's account is disabled")
})

test('a hold names who holds the case, and why', () => {
  const host = monitored()
  host.tell({ type: 'hold', hold: 'paused', ...person })
  expect(host.view().next).toEqual({
    at: null,
    what: 'kim lifts the hold',
    why: 'paused by kim: asked by phone',
  })
})

test('an open question names its choices and its next reminder', () => {
  const host = monitored({ times: { unseen: 5 * day } })
  until(host, 'unreachable', { absent: true })
  expect(host.view()).toMatchObject({
    person: { ask: 'unreachable' },
    next: { at: host.now() + day, what: 'a person decides: disable, retire, look (next reminder)' },
  })
})

test('a repair window names its end', () => {
  const host = penalised('machineAccount')
  host.tell({ type: 'repair', ...person })
  host.outcome('undo', { type: 'effect.done' })
  const open = host.now()
  host.outcome('patchAttempt', missed)
  expect(host.view().next).toMatchObject({ at: open + 4 * hour, what: 'the repair window ends' })
})

test('a case at the gate says what the gate decides', () => {
  const host = monitored()
  until(host, 'accountDisabled.asking')
  expect(host.view().next.what).toBe("the gate grants or refuses to disable the machine's account")
  grant(host)
  expect(host.view().next.what).toBe("disable the machine's account (under way, at the latest)")
})

test('a closed case has nothing ahead, and says how it ended', () => {
  const host = opened()
  host.tell({ type: 'retire', ...person })
  host.outcome('locate', { type: 'effect.failed', why: '', advice: '' })
  expect(host.view().next).toEqual({ at: null, what: 'nothing', why: 'the case is closed: retired' })
})
