import { expect, test } from 'vitest'
import { randomWalks } from './random-walks.ts'

const walks = process.env.CI ? 12_000 : 900

test('whatever happens to a host that may be penalised, every safety rule holds', {
  timeout: 600_000,
}, () => {
  const { states, penalties } = randomWalks(['wired', 'wireless'], walks)
  expect(penalties).toBeGreaterThan(walks / 4)
  for (const state of [
    'accountDisabled.approving',
    'portShut.kept.lastRung',
    'repairing.open.watching',
    'conflict',
  ]) {
    expect(states).toContain(state)
  }
})
