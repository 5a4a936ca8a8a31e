import { expect, test } from 'vitest'
import type { AskAnswer } from '../api/ask-answer.ts'
import type { CaseAnswer } from '../api/case-answer.ts'
import { waysOut } from './ways-out.ts'

const about = { hostname: 'pc-1', state: 'monitored', control: 'running', held: [] }
const open = (more: Partial<CaseAnswer> = {}) => ({ ...about, ...more }) as unknown as CaseAnswer
const question = (more: Partial<AskAnswer>) =>
  ({ id: 'c:7', hostname: 'pc-1', rung: null, ...more }) as AskAnswer

const commands = (one: CaseAnswer, asked: AskAnswer | null = null) =>
  waysOut(one, asked).map(({ command }) => command)

test('an open question comes first, and offers exactly its choices', () => {
  const approval = question({ ask: 'approval', rung: 'userAccount', choices: ['disable', 'skip'] })
  expect(waysOut(open(), approval).slice(0, 2)).toEqual([
    { command: 'approve c:7', what: 'yes: let this rung happen (userAccount)' },
    { command: 'deny c:7 --reason R', what: 'no: skip this rung' },
  ])
  const conflict = question({ ask: 'conflict', choices: ['leave', 'retry'] })
  expect(commands(open({ state: 'conflict' }), conflict).slice(0, 2)).toEqual([
    'release pc-1 --leave --reason R',
    'release pc-1 --retry --reason R',
  ])
})

test.each([
  ['paused', 'resume pc-1 --reason R'],
  ['exempt', 'resume pc-1 --exemption --reason R'],
  ['forensic', 'resume pc-1 --forensic --reason R'],
] as const)('a case that is %s is resumed, not held again', (control, command) => {
  expect(commands(open({ control }))).toContain(command)
  expect(commands(open({ control })).filter((one) => one.startsWith('hold'))).toEqual([])
})

test('repair is offered while something is held; a closed case can only be opened again', () => {
  const held = [{ kind: 'port', target: 'sw-1 7', until: '2026-12-01T00:00:00.000Z' }] as CaseAnswer['held']
  expect(commands(open({ held }))[0]).toBe('repair pc-1')
  expect(commands(open({ state: 'closed' }))).toEqual(['open pc-1 --reason R'])
})
