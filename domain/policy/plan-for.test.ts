import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CaseKind } from '../case.ts'
import type { Host } from '../host.ts'
import { isPenalty } from '../rung.ts'
import { caseTimes } from './case-times.ts'
import { parsePolicy } from './parse-policy.ts'
import { planFor } from './plan-for.ts'

const shipped = readFileSync(new URL('./default-policy.yaml', import.meta.url), 'utf8')
const policyOf = (text: string) => {
  const parsed = parsePolicy(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.policy
}
const policy = policyOf(shipped)

const penalties = (host: Pick<Host, 'attachment' | 'role'>, kind: CaseKind = 'unpatched') =>
  planFor(policy, host, kind)
    .plan.filter(({ kind: rung }) => isPenalty(rung))
    .map(({ kind: rung, approval }) => (approval ? `${rung} (approval)` : rung))

test('the shipped table of penalties by attachment and role', () => {
  const personal = ['machineAccount', 'userAccount (approval)']
  expect(penalties({ attachment: 'wired', role: 'personal' })).toEqual([...personal, 'port'])
  expect(penalties({ attachment: 'wired', role: 'shared' })).toEqual(['machineAccount', 'port (approval)'])
  expect(penalties({ attachment: 'wireless', role: 'personal' })).toEqual([...personal, 'disconnect'])
  expect(penalties({ attachment: 'vpn', role: 'personal' })).toEqual([...personal, 'disconnect'])
  expect(penalties({ attachment: 'wireless', role: 'shared' })).toEqual(['machineAccount'])
  expect(penalties({ attachment: 'unknown', role: 'personal' })).toEqual(['machineAccount'])
})

test('servers, infrastructure and unreported hosts are never penalised, and every omission has its reason', () => {
  for (const role of ['server', 'infrastructure'] as const) {
    const { plan, skipped } = planFor(policy, { attachment: 'wired', role }, 'unpatched')
    expect(plan.map(({ kind }) => kind)).toEqual([
      'ownerNotice',
      'ticket',
      'managerNotice',
      'managementNotice',
    ])
    expect(skipped.every(({ why }) => why.includes('R7'))).toBe(true)
  }
  expect(penalties({ attachment: 'wired', role: 'personal' }, 'unreported')).toEqual([])
})

test('a policy that gives a server a penalty gives it none all the same', () => {
  const lax = policyOf(shipped.replace('server: {}', 'server: { port: grant }'))
  const { plan } = planFor(lax, { attachment: 'wired', role: 'server' }, 'unpatched')
  expect(plan.some(({ kind }) => isPenalty(kind))).toBe(false)
})

test('plan and skipped together are the whole ladder', () => {
  const { plan, skipped } = planFor(policy, { attachment: 'vpn', role: 'shared' }, 'unpatched')
  const kinds = [...plan, ...skipped].map(({ kind }) => kind)
  expect(kinds.toSorted()).toEqual(policy.ladder.map(({ rung }) => rung).toSorted())
})

test('a stage that is off skips its rungs, one under approval asks for every rung', () => {
  const host = { attachment: 'wired', role: 'personal' } as const
  const off = planFor(policyOf(shipped.replace('port: observe', 'port: off')), host, 'unpatched')
  expect(off.skipped).toContainEqual({ kind: 'port', why: 'the stage port is off in the policy' })
  const asked = planFor(policyOf(shipped.replace('account: observe', 'account: approve')), host, 'unpatched')
  expect(asked.plan.find(({ kind }) => kind === 'machineAccount')?.approval).toBe(true)
  expect(asked.plan.find(({ kind }) => kind === 'ticket')?.approval).toBe(false)
})

test('a penalty that the deploy route can live with says so', () => {
  const host = { attachment: 'wired', role: 'personal' } as const
  const { plan } = planFor(policy, host, 'unpatched', ['port'])
  const leaves = plan.filter(({ leavesDeploy }) => leavesDeploy).map(({ kind }) => kind)
  expect(leaves).toEqual(['machineAccount', 'userAccount'])
  expect(planFor(policy, host, 'unpatched').plan.some(({ leavesDeploy }) => leavesDeploy)).toBe(false)
})

test("a case's times are all there and finite", () => {
  const times = caseTimes(policy)
  expect(Object.values(times).every(Number.isFinite)).toBe(true)
  expect(times).toMatchObject({ accountLease: 259_200_000, attemptsBeforePenalty: 2, cycles: 3 })
})
