import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EffectKind } from '../../domain/effect.ts'
import { parsePolicy } from '../../domain/policy/parse-policy.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { permit } from './permit.ts'

const shipped = parsePolicy(
  readFileSync(new URL('../../domain/policy/default-policy.yaml', import.meta.url), 'utf8'),
)
if (!shipped.ok) throw new Error('the shipped policy has faults')
const observing = shipped.policy
const acting: Policy = {
  ...observing,
  modes: { wake: 'auto', notice: 'auto', ticket: 'auto', deploy: 'auto', account: 'approve', port: 'auto' },
}

const touching: EffectKind[] = [
  'wake',
  'patchAttempt',
  'liveCheck',
  'ownerNotice',
  'managerNotice',
  'managementNotice',
  'ticket',
  'closeTicket',
  'releaseNotice',
  'machineAccount',
  'userAccount',
  'port',
  'disconnect',
]

test.each(touching)('I14: the shipped policy observes, so it never does %s', (kind) => {
  expect(permit(observing, { kind })).toMatchObject({ rule: 'R1' })
})

test('in observe mode a host is still looked up', () => {
  expect(permit(observing, { kind: 'locate' })).toBeNull()
})

test('what was taken is given back in every mode', () => {
  expect(permit(observing, { kind: 'undo' })).toBeNull()
})

test.each(touching)('a policy that acts lets %s happen', (kind) => {
  expect(permit(acting, { kind })).toBeNull()
})
