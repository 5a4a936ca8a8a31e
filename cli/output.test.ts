import { expect, test } from 'vitest'
import { columns } from './output.ts'

test('columns line up, and lines end where the terminal does', () => {
  const rows = [
    ['HOST', 'WHAT'],
    ['a-long-name', 'something that does not fit'],
  ]
  expect(columns(rows, 24)).toBe('HOST         WHAT\na-long-name  something …')
  expect(columns(rows, undefined)).toContain('something that does not fit')
})

test('colours do not count as width', () => {
  expect(
    columns(
      [
        ['\u001b[31mred\u001b[39m', 'x'],
        ['green', 'y'],
      ],
      80,
    ).split('\n'),
  ).toEqual(['\u001b[31mred\u001b[39m    x', 'green  y'])
})
