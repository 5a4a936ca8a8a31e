import { expect, test } from 'vitest'
import type { CaseCommand } from './contract.ts'
import { mayCommand } from './may-command.ts'
import type { Rehearsal } from './rehearsal.ts'
import {
  day,
  doneWith,
  hour,
  monitored,
  opened,
  penalised,
  person,
  settle,
  sighted,
  start,
} from './test-case.ts'

type Order = CaseCommand extends infer C
  ? C extends CaseCommand
    ? Omit<C, 'key' | 'by' | 'reason'>
    : never
  : never

const ask = (host: Rehearsal, order: Order) =>
  mayCommand(host.snapshot(), { ...order, ...person, key: 'k' } as CaseCommand)

const paused = () => {
  const host = monitored()
  host.tell({ type: 'hold', hold: 'paused', ...person })
  return host
}
const trying = () => {
  const host = monitored()
  host.pass(hour)
  sighted(host)
  return host
}
const releasing = () => {
  const host = penalised('machineAccount')
  host.tell({ type: 'release', outcome: 'reversed', ...person })
  return host
}
const inConflict = () => {
  const host = releasing()
  host.outcome('undo', { type: 'effect.conflict', target: 'WS-1$', found: 'enabled' })
  return host
}
const closed = () => {
  const host = releasing()
  host.outcome('undo', doneWith(''))
  settle(host)
  return host
}

test.each<[string, () => Rehearsal, Order]>([
  ['hold', monitored, { type: 'hold', hold: 'forensic' }],
  ['resume', paused, { type: 'resume', hold: 'paused' }],
  ['exempt until', monitored, { type: 'exempt', until: start + 9 * day }],
  ['exempt for good', monitored, { type: 'exempt', until: null }],
  ['release', () => penalised('machineAccount'), { type: 'release', outcome: 'reversed' }],
  ['repair of a penalty', () => penalised('machineAccount'), { type: 'repair' }],
  ['repair of a watched host', monitored, { type: 'repair' }],
  ['recheck', monitored, { type: 'recheck' }],
  ['retire', monitored, { type: 'retire' }],
  ['note', releasing, { type: 'note' }],
])('%s is taken', (_, reach, order) => {
  expect(ask(reach(), order)).toEqual({ accepted: true })
})

test.each<[string, () => Rehearsal, Order, RegExp]>([
  ['an exemption as a hold', monitored, { type: 'hold', hold: 'exempt' }, /`exempt`/],
  ['a hold that has ended', monitored, { type: 'hold', hold: 'paused', until: start - 1 }, /past/],
  ['resume of no hold', monitored, { type: 'resume', hold: 'paused' }, /not on a paused hold/],
  ['an exemption that has ended', monitored, { type: 'exempt', until: start - 1 }, /past/],
  ['repair under a hold', paused, { type: 'repair' }, /kim holds the case/],
  ['recheck under a hold', paused, { type: 'recheck' }, /resume it/],
  ['repair before the host is located', opened, { type: 'repair' }, /located/],
  ['repair during an attempt', trying, { type: 'repair' }, /under way/],
  ['recheck during an attempt', trying, { type: 'recheck' }, /under way/],
  ['release during a release', releasing, { type: 'release', outcome: 'retired' }, /already being released/],
  ['exempt during a release', releasing, { type: 'exempt', until: null }, /already being released/],
  ['release in a conflict', inConflict, { type: 'release', outcome: 'reversed' }, /--leave or --retry/],
  ['an answer to no question', monitored, { type: 'decide', ask: 3, decision: 'look' }, /not open/],
  ['anything once it is closed', closed, { type: 'note' }, /closed/],
])('%s is refused, with the reason', (_, reach, order, why) => {
  const answer = ask(reach(), order)
  expect(answer.accepted).toBe(false)
  expect(!answer.accepted && answer.why).toMatch(why)
})

test('an answer must be one of those that were offered', () => {
  const host = inConflict()
  const seq = host.view().person?.seq ?? 0
  expect(ask(host, { type: 'decide', ask: seq, decision: 'leave' })).toEqual({ accepted: true })
  expect(ask(host, { type: 'decide', ask: seq, decision: 'disable' })).toMatchObject({
    accepted: false,
    why: expect.stringContaining('leave, retry'),
  })
})

test('recheck asks for one live check and changes no state', () => {
  const host = monitored()
  const state = host.state()
  const orders = host.tell({ type: 'recheck', ...person })
  expect(orders).toMatchObject([{ type: 'run', params: { kind: 'liveCheck' } }])
  expect(host.state()).toBe(state)
  expect(ask(host, { type: 'recheck' })).toMatchObject({ accepted: false })
  host.outcome('liveCheck', { type: 'attempted', reached: true, cause: 'still missing' })
  expect(host.view().attempts).toBe(1)
})
