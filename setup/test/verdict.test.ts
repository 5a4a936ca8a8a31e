import { expect, test } from 'vitest'
import { verdict } from './verdict.ts'

const skipped = [{ name: 'wake.test.ts > wakes', reason: 'no tcpdump' }]

test('a skipped test is named with its reason and fails the run only in CI', () => {
  const result = { passed: 3, failed: 0, skipped }
  expect(verdict(result, 0, false)).toMatchObject({ passed: 3, failed: 0, code: 0 })
  expect(verdict(result, 0, false).lines).toEqual(['skipped: wake.test.ts > wakes (no tcpdump)'])
  expect(verdict(result, 0, true)).toMatchObject({ passed: 3, failed: 1, code: 1 })
})

test('a run that ended badly without a failed test has still failed', () => {
  expect(verdict({ passed: 0, failed: 0, skipped: [] }, 1, false)).toMatchObject({ failed: 1, code: 1 })
})

test("the exit code is vitest's", () => {
  expect(verdict({ passed: 1, failed: 2, skipped: [] }, 130, false)).toMatchObject({ failed: 2, code: 130 })
})
