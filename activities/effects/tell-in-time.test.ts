import { expect, test } from 'vitest'
import { permanent, transient } from '../failure.ts'
import { tellInTime } from './tell-in-time.ts'

const context = (milliseconds: number) => ({ deadline: Date.now() + milliseconds, now: Date.now })

function failing(times: number, failure: Error) {
  let tries = 0
  return {
    tries: () => tries,
    tell: async () => {
      tries += 1
      if (tries <= times) throw failure
    },
  }
}

test('what passes is waited for', async () => {
  const { tell, tries } = failing(2, transient('connection refused', 'wait'))
  expect(await tellInTime(context(10_000), tell)).toBeNull()
  expect(tries()).toBe(3)
})

test('what lasts is not tried again, and is named', async () => {
  const { tell, tries } = failing(9, permanent('no such user here', 'correct the address'))
  expect(await tellInTime(context(10_000), tell)).toBe('no such user here')
  expect(tries()).toBe(1)
})

test('it ends before the effect does', async () => {
  const { tell, tries } = failing(99, new Error('no connection'))
  const begun = Date.now()
  expect(await tellInTime(context(1_500), tell)).toBe('no connection')
  expect(Date.now() - begun).toBeLessThan(1_500)
  expect(tries()).toBe(2)
})
