import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachments, roles } from '../host.ts'
import { isPenalty } from '../rung.ts'
import { parsePolicy } from './parse-policy.ts'
import { planFor } from './plan-for.ts'
import { simulate } from './simulate.ts'
import { isStaffed } from './staffed.ts'

const parsed = parsePolicy(readFileSync(new URL('./default-policy.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error('the shipped policy has faults')
const { policy } = parsed

test('a wired personal host found on a Wednesday', () => {
  const start = Date.parse('2026-11-18T09:00:00Z')
  const { plan } = planFor(policy, { role: 'personal', attachment: 'wired' }, 'unpatched')
  const run = simulate(policy, { plan, start, deadline: start + policy.bands.P1 })
  expect(
    run.map(({ kind, at, why }) => `${new Date(at).toISOString().slice(0, 16)} ${kind}: ${why}`),
  ).toEqual([
    '2026-11-18T09:00 ownerNotice: at once',
    '2026-11-19T09:00 ticket: 1d after the rung before',
    '2026-11-20T09:00 managerNotice: 1d after the rung before',
    '2026-11-23T07:00 machineAccount: 1d after the rung before, then staffed hours',
    '2026-11-25T07:00 userAccount: 2d after the rung before',
    '2026-11-27T07:00 port: 2d after the rung before',
  ])
})

test('no penalty before deadline, notice and staffed hours, and no rung before the one before it', () => {
  const host = fc.record({ role: fc.constantFrom(...roles), attachment: fc.constantFrom(...attachments) })
  const start = fc.integer({ min: 1_780_000_000_000, max: 1_800_000_000_000 })
  const band = fc.constantFrom(...Object.values(policy.bands))
  fc.assert(
    fc.property(host, start, band, (one, from, window) => {
      const { plan } = planFor(policy, one, 'unpatched')
      const run = simulate(policy, { plan, start: from, deadline: from + window })
      const noticed = run.find(({ kind }) => kind === 'ownerNotice')?.at ?? Number.NaN
      for (const [i, { kind, at }] of run.entries()) {
        expect(at).toBeGreaterThanOrEqual(run[i - 1]?.at ?? from)
        if (!isPenalty(kind)) continue
        expect(at).toBeGreaterThanOrEqual(Math.max(from + window, noticed + policy.times.noticeLead))
        expect(isStaffed(policy.staffedHours, at)).toBe(true)
      }
    }),
  )
})
