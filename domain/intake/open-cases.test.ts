import { expect, test } from 'vitest'
import type { PatchState } from '../finding.ts'
import { openCases, strangers } from './open-cases.ts'

const host = (hostRef: string, ...states: PatchState[]) => ({
  hostRef,
  findings: states.map((state, n) => ({
    hostRef,
    source: 'wsus',
    updateId: `KB${n}`,
    state,
    observedAt: '2026-11-20T00:00:00.000Z',
    unpatchedSince: '2026-10-01T00:00:00.000Z',
    cves: [],
  })),
})

test('one case for a host, however many updates it misses; patched ones are told; silence does nothing', () => {
  const plan = openCases([
    host('h1', 'missing', 'failed', 'patched'),
    host('h2', 'patched', 'not_applicable'),
    host('h3', 'unknown'),
    host('h4'),
  ])
  expect(plan.unpatched).toEqual([
    { hostRef: 'h1', since: '2026-10-01T00:00:00.000Z', updateIds: ['KB0', 'KB1'] },
  ])
  expect(plan.patched.map(({ hostRef }) => hostRef)).toEqual(['h2'])
})

test('an empty set of hosts means nobody', () => {
  expect(openCases([])).toEqual({ unpatched: [], patched: [] })
})

test('names that belong to no one host are listed', () => {
  const found = strangers(
    new Map([
      ['ws-1', { hostRef: 'h1' }],
      ['ws-2', { unknown: true }],
      ['pc', { ambiguous: 'several hosts are called pc' }],
    ]),
  )
  expect(found).toEqual({
    unknown: ['ws-2'],
    ambiguous: [{ hostname: 'pc', why: 'several hosts are called pc' }],
  })
})
