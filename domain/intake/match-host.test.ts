import { expect, test } from 'vitest'
import { hostKeys, nameKeys, strongKeys } from './host-keys.ts'
import { type Known, matchHost } from './match-host.ts'
import { normalMac } from './normal-mac.ts'

const known = (
  holders: Record<string, { hostRef: string; fqdn?: string }>,
  ambiguous: string[] = [],
): Known => ({
  holder: (key) => holders[key],
  isAmbiguous: (key) => ambiguous.includes(key),
})

const name = (text: string) => ({ ...nameKeys(text), macs: [] })

test('names are split and normalised, addresses are not', () => {
  expect(nameKeys('WS-1.Corp.Example.')).toEqual({ fqdn: 'ws-1.corp.example', name: 'ws-1' })
  expect(nameKeys('10.99.99.99')).toEqual({ name: '10.99.99.99' })
})

test('MAC addresses of any spelling are one, and those of no single card are none', () => {
  const spellings = ['52:54:00:AB:cd:01', '52-54-00-ab-cd-01', '5254.00ab.cd01', '525400ABCD01']
  expect(new Set(spellings.map(normalMac))).toEqual(new Set(['52:54:00:ab:cd:01']))
  for (const none of ['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '00:00:00:00:00:00', '52:54-00:ab:cd:01', ''])
    expect(normalMac(none)).toBeUndefined()
})

test('a directory object is a key when the machine account is named by its GUID', () => {
  const keys = hostKeys({
    hostname: 'ws-1',
    macs: ['52:54:00:00:00:01'],
    machineAccount: '{6F9619FF-8B86-D011-B42D-00C04FC964FF}',
  })
  expect(strongKeys(keys)).toEqual(['guid:6f9619ff-8b86-d011-b42d-00c04fc964ff', 'mac:52:54:00:00:00:01'])
})

test('a full name whose short name belongs to a host of another domain is unknown', () => {
  const here = known({ 'name:pc': { hostRef: 'h1', fqdn: 'pc.a.example' } })
  expect(matchHost(name('pc.b.example'), here)).toEqual({ unknown: true })
  expect(matchHost(name('pc'), here)).toEqual({ hostRef: 'h1' })
})

test('a full name meets a host that the inventory knows by its short name only', () => {
  expect(matchHost(name('pc.b.example'), known({ 'name:pc': { hostRef: 'h1' } }))).toEqual({ hostRef: 'h1' })
})

test('keys of two hosts are never resolved by guessing', () => {
  const both = known({ 'fqdn:a.x': { hostRef: 'h1', fqdn: 'a.x' }, 'mac:m': { hostRef: 'h2' } })
  expect(matchHost({ fqdn: 'a.x', name: 'a', macs: ['m'] }, both)).toHaveProperty('ambiguous')
  expect(matchHost(name('pc'), known({}, ['name:pc']))).toHaveProperty('ambiguous')
})
