import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { caseTimes } from '../../../domain/policy/case-times.ts'
import { parsePolicy } from '../../../domain/policy/parse-policy.ts'
import type { Rung, RungKind } from '../../../domain/rung.ts'
import { faultsOfLadder } from './faults-of-ladder.ts'
import { proveLadders } from './prove-ladders.ts'

const policyAt = (path: string) => {
  const parsed = parsePolicy(readFileSync(new URL(path, import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error('not a policy')
  return parsed.policy
}
const shipped = policyAt('../../../domain/policy/default-policy.yaml')

test('the shipped policy is proven', () => {
  expect(proveLadders(shipped, ['port'])).toEqual([])
})

test('it is proven for a deploy route that needs everything as well', () => {
  expect(proveLadders(shipped, ['port', 'machineAccount', 'userAccount'])).toEqual([])
})

test('the policy of the lab is proven', () => {
  expect(proveLadders(policyAt('../../../lab/policy.yaml'), ['port'])).toEqual([])
})

describe('a ladder that the machine cannot climb safely is found', () => {
  const rung = (kind: RungKind, more: Partial<Rung> = {}): Rung => ({
    kind,
    wait: 0,
    approval: false,
    ...more,
  })
  const wired = { role: 'personal', attachment: 'wired', times: caseTimes(shipped) } as const

  test('one without a ticket never gets to its penalty, so it ends with a person', () => {
    const plan = [rung('ownerNotice'), rung('port')]
    expect(faultsOfLadder({ ...wired, plan })).toEqual([])
  })

  test('one whose attempts are retried without end and without a rung goes round in a circle', () => {
    const times = { ...wired.times, stall: Number.MAX_SAFE_INTEGER / 4, retry: 0 }
    const plan = [rung('ownerNotice'), rung('port')]
    expect(faultsOfLadder({ ...wired, times, plan })).toEqual([
      'its cases never end with a person or a patched host',
    ])
  })
})
