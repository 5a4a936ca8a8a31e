import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePolicy } from './parse-policy.ts'

const shipped = readFileSync(new URL('./default-policy.yaml', import.meta.url), 'utf8')
const hour = 3_600_000

const faultsOf = (text: string) => {
  const parsed = parsePolicy(text)
  if (parsed.ok) throw new Error('the policy was accepted')
  return parsed.faults.map(({ line, pointer, expected }) => `${line} ${pointer} ${expected}`)
}
const policyOf = (text: string) => {
  const parsed = parsePolicy(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed
}
const lineOf = (part: string) => shipped.slice(0, shipped.indexOf(part)).split('\n').length

test('the shipped policy observes and has the figures of the safety rules', () => {
  const { policy } = policyOf(shipped)
  expect(new Set(Object.values(policy.modes))).toEqual(new Set(['observe']))
  expect(policy.limits).toMatchObject({ disablesPerHour: 20, disablesPerDay: 50, heldAccountsPercent: 0.5 })
  expect(policy.leases).toEqual({ account: 72 * hour, port: 24 * hour })
  expect(policy.times.noticeLead).toBe(24 * hour)
  expect(policy.intake).toMatchObject({ jumpPercent: 20, jumpFrom: 100, oldestReport: 36 * hour })
})

test('five faults are told at once, each with its line', () => {
  const text = shipped
    .replace('P1: 3d', 'P1: 3')
    .replace('account: observe', 'account: maybe')
    .replace('cycles: 3', 'cylces: 3')
    .replace('08:00-12:00', '12:00-08:00')
    .replace('heldPortsPercent: 0.5', 'heldPortsPercent: 0')
  expect(faultsOf(text)).toEqual([
    `${lineOf('account: observe')} /modes/account expected one of off, observe, approve, auto; found "maybe"`,
    `${lineOf('P1: 3d')} /bands/P1 expected a duration from 1s to 365d, such as 3d, 4h or 90s; found 3`,
    '2 /cycles expected a whole number from 0 to 100; found nothing',
    `${lineOf('08:00-12:00')} /staffedHours/days/fri expected a span such as 08:00-16:00 that ends after it begins; found "12:00-08:00"`,
    `${lineOf('heldPortsPercent')} /limits/heldPortsPercent expected a percentage above 0 and at most 100; found 0`,
    `${lineOf('cycles: 3')} /cylces unknown key 'cylces'; remove it`,
  ])
})

test('text that is no YAML is refused at its line', () => {
  expect(faultsOf('version: 1\nname: [')).toHaveLength(1)
  expect(faultsOf('version: 1\nname: [')[0]).toMatch(/^2 /)
  expect(faultsOf('')).not.toHaveLength(0)
  expect(faultsOf('')).toContain('1 /bands expected names with values; found nothing')
})

test('a duration without unit, below its least or above its most is refused', () => {
  for (const bad of ['36', '0s', '2 fortnights', '40d', '-5m', '""'])
    expect(faultsOf(shipped.replace('account: 72h', `account: ${bad}`))).toHaveLength(1)
})

test('wake, notice, ticket and deploy cannot be put under approval: there is no gate for them', () => {
  expect(faultsOf(shipped.replace('wake: observe', 'wake: approve'))[0]).toContain('only account and port')
})

test('the hash is of what a policy says, not of how it is written', () => {
  const { hash } = policyOf(shipped)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(policyOf(`# another comment\n${shipped.replace('72h', '3d')}`).hash).toBe(hash)
  expect(policyOf(shipped.replace('72h', '71h')).hash).not.toBe(hash)
})
