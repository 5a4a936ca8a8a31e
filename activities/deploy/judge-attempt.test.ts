import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptCauses } from '../../domain/attempt-cause.ts'
import { patchStates } from '../../domain/finding.ts'
import type { Checked, Installed } from './deploy.ts'
import { judgeAttempt } from './judge-attempt.ts'

const updates = ['KB1', 'KB2', 'KB3']
const failure = fc.record({
  done: fc.constant(false as const),
  cause: fc.constantFrom(...attemptCauses),
  detail: fc.string(),
})
const installs: fc.Arbitrary<Installed> = fc.oneof(
  fc.record({ done: fc.constant(true as const), detail: fc.string() }),
  failure,
)
const checks: fc.Arbitrary<Checked> = fc.oneof(
  fc.record({
    done: fc.constant(true as const),
    states: fc.uniqueArray(
      fc.record({
        update_id: fc.constantFrom(...updates, 'KB9'),
        state: fc.constantFrom(...patchStates),
      }),
      { selector: (entry) => entry.update_id },
    ),
  }),
  failure,
)

test('patched is said if and only if the live check says so of every update', () => {
  fc.assert(
    fc.property(installs, checks, (installed, checked) => {
      const good = (id: string) =>
        checked.done &&
        checked.states.some(
          ({ update_id, state }) => update_id === id && (state === 'patched' || state === 'not_applicable'),
        )
      expect(judgeAttempt(updates, installed, checked).type === 'patched').toBe(updates.every(good))
    }),
  )
})

test('a tool that is down, refuses or cannot reach the host never counts against the host', () => {
  fc.assert(
    fc.property(installs, checks, (installed, checked) => {
      const judged = judgeAttempt(updates, installed, checked)
      if (judged.type === 'patched' || !judged.reached) return
      expect(['installFailed', 'rebootPending', 'timeout']).toContain(judged.cause)
    }),
  )
})

test('an update that the live check does not mention is named', () => {
  const states = [
    { update_id: 'KB1', state: 'patched' as const },
    { update_id: 'KB3', state: 'unknown' as const },
  ]
  expect(judgeAttempt(updates, { done: true, detail: '' }, { done: true, states })).toEqual({
    type: 'attempted',
    reached: true,
    cause: 'installFailed',
    detail: 'live check: KB2 not mentioned, KB3 unknown',
  })
})
