import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { limitOf } from '../limit-of.ts'
import { parsePolicy } from '../parse-policy.ts'
import { check } from './check.ts'
import { checkText } from './check-text.ts'

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const text = textOf('../default-policy.yaml')
const parsed = (changed: string) => {
  const found = parsePolicy(changed)
  if (!found.ok) throw new Error(JSON.stringify(found.faults))
  return found
}
const shipped = parsed(text).policy
const acting = text.replaceAll(/(\w+): observe/g, '$1: auto')

const errorsOf = (changed: string, needs?: ('port' | 'machineAccount')[]) =>
  check(parsed(changed), { shipped, ...(needs && { needs }) }).errors.map(
    ({ pointer, expected }) => `${pointer} ${expected}`,
  )

test('the shipped policy has neither errors nor warnings, observing or acting', () => {
  expect(check(parsed(text), { shipped })).toEqual({ errors: [], warnings: [] })
  expect(errorsOf(acting)).toEqual([])
})

test('the lab policy has no errors, and warnings with their lines', () => {
  const { errors, warnings } = check(parsed(textOf('../../../lab/policy.yaml')), { shipped })
  expect(errors).toEqual([])
  expect(warnings.map(({ expected }) => expected)).toContain('10s is laxer than the shipped 1d (R14)')
  expect(warnings.every(({ line }) => line > 1)).toBe(true)
})

const contradictions: [name: string, changed: string, error: RegExp][] = [
  ['penalty before its notice', text.replace('rung: ownerNotice', 'rung: managementNotice'), /R14/],
  ['penalty without a ticket', text.replace(/ {2}- \{ rung: ticket.*\n/, ''), /machineAccount needs ticket/],
  ['less lead than promised', text.replace('noticeLead: 24h', 'noticeLead: 4d'), /noticeLead is 4d/],
  [
    'lease shorter than window',
    text.replace('port: 24h', 'port: 3h'),
    /^\/times\/window .* above leases.port/,
  ],
  [
    'rung after the lease',
    text.replace('userAccount, wait: 2d', 'userAccount, wait: 4d'),
    /so it never comes/,
  ],
  ['no repair', text.replace('cycles: 3', 'cycles: 0'), /^\/cycles .*no way to patch/],
  ['window shorter than an attempt', text.replace('attempt: 2h', 'attempt: 5h'), /^\/times\/attempt /],
  ['a server penalised', text.replace('server: {}', 'server: { port: grant }'), /R7/],
  ['port of a wireless host', text.replace('disconnect: grant', 'port: grant'), /not for wireless ones/],
  ['penalty without a place', text.replace(/ {2}- \{ rung: disconnect.*\n/, ''), /not in the ladder/],
  ['rung twice', text.replace('rung: disconnect', 'rung: port'), /already; once/],
  [
    'roles on a penalty',
    text.replace('userAccount, wait: 2d', 'userAccount, wait: 2d, roles: [shared]'),
    /applies/,
  ],
  ['bands upside down', text.replace('P2: 14d', 'P2: 90d'), /^\/bands\/P2 /],
  ['notice off', acting.replace('notice: auto', 'notice: off'), /no penalty could ever become due/],
  ['nobody there', acting.replace(/days:\n( {4}.*\n)+/, 'days: {}\n'), /R15/],
  ['limits', text.replace('disablesPerDay: 50', 'disablesPerDay: 5'), /disablesPerHour \(20\) is above/],
]

test.each(contradictions)('refused: %s', (_, changed, error) => {
  expect(changed).not.toBe(text)
  expect(errorsOf(changed).some((one) => error.test(one))).toBe(true)
})

test('without a repair window only penalties that leave the deploy route alone are allowed', () => {
  const accountsOnly = text.replaceAll(/, (port|disconnect): \w+/g, '').replace('cycles: 3', 'cycles: 0')
  expect(errorsOf(accountsOnly, ['port'])).toEqual([])
  expect(errorsOf(accountsOnly, ['port', 'machineAccount'])).toHaveLength(1)
})

test('several contradictions are told at once, in the order of their lines', () => {
  const changed = text
    .replace('P2: 14d', 'P2: 90d')
    .replace('cycles: 3', 'cycles: 0')
    .replace('port: 24h', 'port: 3h')
  expect(errorsOf(changed).map((error) => error.split(' ')[0])).toEqual([
    '/bands/P2',
    '/cycles',
    '/times/window',
  ])
})

test('every laxer figure is warned of with its rule', () => {
  const lax = text
    .replace('disablesPerHour: 20 ', 'disablesPerHour: 21 ')
    .replace('noticeLead: 24h', 'noticeLead: 23h')
    .replace('fri: 08:00-12:00', 'fri: 08:00-16:00')
    .replace('Domain Admins, ', '')
  const { errors, warnings } = check(parsed(lax), { shipped })
  expect(errors).toEqual([])
  expect(warnings.map(({ expected }) => /\((R\d+)\)/.exec(expected)?.[1])).toEqual(['R14', 'R15', 'R2', 'R7'])
})

test('a percentage of a small fleet allows one, never none', () => {
  expect([limitOf(0.5, 40), limitOf(0.5, 10_000), limitOf(10, 48), limitOf(10, 0)]).toEqual([1, 50, 4, 1])
})

test('a section that cannot be read does not keep the others from being checked', () => {
  const changed = text
    .replace('P1: 3d', 'P1: 3')
    .replace('P2: 14d', 'P2: 90d')
    .replace('cycles: 3', 'cycles: 0')
    .replace('account: observe', 'account: maybe')
    .replace('server: {}', 'server: { port: grant }')
    .replace('name:', 'nmae:')
  const { errors } = checkText(changed, 'policy.yaml', { shipped })
  expect(errors.map(({ pointer }) => pointer)).toEqual([
    '/name',
    '/nmae',
    '/modes/account',
    '/bands/P1',
    '/applies/wired/server/port',
    '/cycles',
  ])
})

test('text that cannot be read at all has its own faults only, and a sound one has none', () => {
  expect(checkText('modes: [', 'policy.yaml', { shipped }).errors).toHaveLength(1)
  expect(checkText(text, 'policy.yaml', { shipped })).toEqual({ errors: [], warnings: [] })
})

test('a policy that cannot be read whole is not played through: a mixture with the shipped one proves nothing', () => {
  const proofs = [() => [{ path: ['applies'], says: 'played through' }]]
  const unreadable = text.replace(/^cycles: .*/m, 'cycles: many')
  expect(checkText(text, 'policy.yaml', { shipped, proofs }).errors).toHaveLength(1)
  expect(checkText(unreadable, 'policy.yaml', { shipped, proofs }).errors).toMatchObject([
    { pointer: '/cycles' },
  ])
})
