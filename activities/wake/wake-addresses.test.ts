import { expect, it } from 'vitest'
import { secureOn } from './secure-on.ts'
import { wakeAddresses } from './wake-addresses.ts'

it('tries what is configured, the broadcast address of the subnet, and the last address itself', () => {
  const addresses = ['relay.example.org', '198.51.100.255']
  expect(wakeAddresses(['198.51.100.7', '2001:db8::7'], { addresses })).toEqual([
    'relay.example.org',
    '198.51.100.255',
    '198.51.100.7',
    '2001:db8::7',
  ])
})

it('knows the broadcast address of our own subnets by their masks', () => {
  expect(wakeAddresses(['127.1.2.3'], { addresses: [] })).toEqual(['127.255.255.255', '127.1.2.3'])
})

it('takes SecureOn passwords of 4 or 6 octets and nothing else, without printing them', () => {
  process.env.TEST_SECURE_ON = '0a:0B:0c:0d'
  expect(secureOn('env:TEST_SECURE_ON')).toEqual(Buffer.from('0a0b0c0d', 'hex'))
  process.env.TEST_SECURE_ON = 'swordfish'
  expect(() => secureOn('env:TEST_SECURE_ON')).toThrow(/not 4 or 6 octets/)
  expect(() => secureOn('env:TEST_SECURE_ON')).not.toThrow(/swordfish/)
})
