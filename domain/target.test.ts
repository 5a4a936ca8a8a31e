import { expect, test } from 'vitest'
import {
  begin,
  beginRestore,
  confirm,
  contest,
  free,
  type Holder,
  join,
  leave,
  newTarget,
  planHold,
  planRelease,
  standing,
  type Target,
  takeOver,
} from './target.ts'

const ref = { id: 'port:sw/1', kind: 'port', name: 'sw 1', locator: { ifName: '1' } } as const
const holder = (key: string): Holder => ({ key, caseId: key, hostRef: 'h', since: 0, until: 9 })
const turn = (key: string) => ({ key, deadline: 100 })

const idle = newTarget(ref)
const attempting = begin(idle, ref, holder('a'), { up: true }, turn('a'))
const held = confirm(attempting)
const shared = join(held, holder('b'))
const restoring = beginRestore(held, turn('a'))
const conflict = contest(restoring, 'closed, without our mark')

test.each<[string, Target, ReturnType<typeof planHold>, ReturnType<typeof planRelease>]>([
  ['free', idle, 'begin', 'done'],
  ['being written', attempting, 'wait', 'wait'],
  ['left in the middle', { ...attempting, op: null }, 'settle', 'settle'],
  ['held', held, 'done', 'restore'],
  ['held together', shared, 'done', 'leave'],
  ['being restored', restoring, 'wait', 'wait'],
  ['contested', conflict, 'conflict', 'restore'],
])('a target that is %s', (_, target, hold, release) => {
  expect(planHold(target, 'a', 50)).toBe(hold)
  expect(planRelease(target, 'a', 50)).toBe(release)
})

test.each<[Target, ReturnType<typeof planHold>]>([
  [attempting, 'wait'],
  [held, 'join'],
  [conflict, 'refuse'],
])('another case meets it as it is', (target, hold) => {
  expect(planHold(target, 'c', 50)).toBe(hold)
  expect(planRelease(target, 'c', 50)).toBe('done')
})

test('a writer is taken for dead after its deadline', () => {
  expect(planHold(attempting, 'c', 100)).toBe('settle')
})

test('the prior state and the mark are those of the first holder, until it is free', () => {
  expect(shared).toMatchObject({ prior: { up: true }, mark: 'a' })
  expect(leave(shared, 'a')).toMatchObject({ prior: { up: true }, mark: 'a', holders: [{ key: 'b' }] })
  expect(free(restoring)).toMatchObject({ phase: 'free', prior: null, mark: null, holders: [], op: null })
})

test('every turn has a higher fence', () => {
  const fences = [attempting, takeOver(attempting, turn('b')), restoring].map(({ op }) => op?.fence ?? 0)
  expect(fences).toEqual([1, 2, 3])
})

test.each([
  ['closed', 'a', true, 'ours'],
  ['closed', 'a', false, 'ours'],
  ['closed', 'x', true, 'theirs'],
  ['closed', null, true, 'theirs'],
  ['closed', undefined, true, 'ours'],
  ['closed', undefined, false, 'unclear'],
  ['open', 'a', true, 'open'],
] as const)('%s with mark %s, write seen %s, is %s', (state, mark, sure, whose) => {
  expect(standing(held, { state, mark, prior: {} }, sure)).toBe(whose)
})

test('steps that would lose a holder or a prior state are refused', () => {
  expect(() => leave(held, 'a')).toThrow('last holder')
  expect(() => begin(held, ref, holder('c'), {}, turn('c'))).toThrow('is held, expected free')
  expect(() => join(restoring, holder('c'))).toThrow('is restoring, expected held')
})
