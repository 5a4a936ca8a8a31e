import { expect, test } from 'vitest'
import { randomWalks } from './random-walks.ts'

const walks = process.env.CI ? 8_000 : 600

test('servers and hosts that no report names are never penalised', { timeout: 600_000 }, () => {
  const { penalties } = randomWalks(['server'], walks / 4)
  expect(penalties).toBe(0)
  randomWalks(['unreported'], walks / 4)
})

test('a host that never shows itself ends with a person', { timeout: 600_000 }, () => {
  const { states } = randomWalks(['absent'], walks / 2)
  for (const state of ['unreachable', 'investigating.asked']) expect(states).toContain(state)
})
