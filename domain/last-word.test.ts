import {
  ActivityFailure,
  ApplicationFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common'
import { expect, test } from 'vitest'
import { permanent, transient } from '../activities/failure.ts'
import { lastWord } from './last-word.ts'

const activity = (cause: Error) =>
  new ActivityFailure('Activity task failed', 'perform', '1', RetryState.MAXIMUM_ATTEMPTS_REACHED, 'w', cause)

test('says what the adapter said, from below the engine’s wrapping', () => {
  const told = permanent('wrong community', 'check switches[0].writeCommunity', new Error('snmp timeout'))
  expect(lastWord(activity(told))).toEqual({
    type: 'effect.failed',
    why: 'wrong community',
    advice: 'check switches[0].writeCommunity',
  })
})

test('says the last failure when the time for all tries is over', () => {
  const timeout = new TimeoutFailure('timed out', undefined, TimeoutType.SCHEDULE_TO_CLOSE)
  Object.assign(timeout, { cause: transient('switch sw-2 does not answer', 'is it up?') })
  expect(lastWord(activity(timeout))).toMatchObject({
    why: 'switch sw-2 does not answer',
    advice: 'is it up?',
    passing: true,
  })
})

test('says the innermost failure when none was written for a person', () => {
  expect(lastWord(activity(new Error('out of memory'))).why).toBe('out of memory')
})

test.each([ApplicationFailure.create({ message: 'odd' }), new Error('odd'), 'odd'])(
  'always has an advice',
  (odd) => {
    const { why, advice } = lastWord(odd)
    expect(why).toBe('odd')
    expect(advice).not.toBe('')
  },
)
