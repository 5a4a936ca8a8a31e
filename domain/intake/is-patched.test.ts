import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patchStates } from '../finding.ts'
import type { HostFinding } from './host-finding.ts'
import { isPatched } from './is-patched.ts'

const finding = (more: Partial<HostFinding> = {}): HostFinding => ({
  hostRef: 'h',
  source: 'wsus',
  updateId: 'KB1',
  state: 'missing',
  observedAt: '2026-11-20T00:00:00.000Z',
  cves: [],
  ...more,
})

test('a host without findings is unheard of, not patched', () => {
  expect(isPatched([])).toEqual({ is: 'undecided' })
})

test('one missing update among patched ones leaves the host unpatched since its first evidence', () => {
  const first = '2026-01-01T00:00:00.000Z'
  const findings = [finding({ unpatchedSince: first }), finding({ updateId: 'KB2', state: 'patched' })]
  expect(isPatched(findings)).toMatchObject({ is: 'unpatched', since: first, missing: [{ updateId: 'KB1' }] })
})

test('a newer word of another source decides, in both directions', () => {
  const later = '2026-11-21T00:00:00.000Z'
  const wsus = finding()
  expect(isPatched([wsus, finding({ source: 'live', state: 'patched', observedAt: later })]).is).toBe(
    'patched',
  )
  const relapse = finding({ source: 'nessus', observedAt: later })
  expect(isPatched([finding({ state: 'patched' }), relapse]).is).toBe('unpatched')
})

test('two words about the same moment: the worse one counts', () => {
  expect(isPatched([finding({ state: 'patched' }), finding({ source: 'nessus' })]).is).toBe('unpatched')
})

test('pending reboot is not patched, not applicable is', () => {
  expect(isPatched([finding({ state: 'pending_reboot' })]).is).toBe('unpatched')
  expect(isPatched([finding({ state: 'not_applicable' })]).is).toBe('patched')
})

test('unknown never decides: not alone, and not against an older word', () => {
  const later = '2026-11-21T00:00:00.000Z'
  const silent = finding({ source: 'nessus', state: 'unknown', observedAt: later })
  expect(isPatched([silent]).is).toBe('undecided')
  expect(isPatched([silent, finding({ state: 'patched' })]).is).toBe('patched')
  expect(isPatched([silent, finding()]).is).toBe('unpatched')
})

const anyFinding = fc.record({
  hostRef: fc.constant('h'),
  source: fc.constantFrom('wsus', 'live', 'nessus'),
  updateId: fc.constantFrom('KB1', 'KB2', 'KB3'),
  state: fc.constantFrom(...patchStates),
  observedAt: fc.constantFrom('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'),
  cves: fc.constant<string[]>([]),
})

test('the verdict does not depend on the order in which sources spoke', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 8 }), (findings) => {
      expect(isPatched(findings.toReversed()).is).toBe(isPatched(findings).is)
    }),
  )
})

test('patched means that no update was last seen missing, failed or pending', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 8 }), (findings) => {
      if (isPatched(findings).is !== 'patched') return
      const newest = '2026-11-21T00:00:00.000Z'
      const bad = ['missing', 'failed', 'pending_reboot']
      expect(findings.some(({ state, observedAt }) => observedAt === newest && bad.includes(state))).toBe(
        false,
      )
    }),
  )
})
