import { expect, test } from 'vitest'
import { isPermissive } from './is-permissive.ts'

test.each([
  ['MIT', true],
  ['(MIT OR EUPL-1.1+)', true],
  ['Apache-2.0 AND MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['none named', false],
  ['', false],
])('%s', (expression, expected) => {
  expect(isPermissive(expression)).toBe(expected)
})
