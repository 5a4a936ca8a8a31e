import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { openNetSnmp } from './net-snmp.ts'
import type { CommunityAccess, Snmp, SnmpAgent, UserAccess } from './snmp.ts'
import { openSnmpNative } from './snmp-native.ts'

const sysObjectId = '1.3.6.1.2.1.1.2.0'
const sysName = '1.3.6.1.2.1.1.5.0'
const ifTable = '1.3.6.1.2.1.2.2'
const ifName = '1.3.6.1.2.1.31.1.1.1.1'
const ifAlias = '1.3.6.1.2.1.31.1.1.1.18'
const ifOperStatus = '1.3.6.1.2.1.2.2.1.8'
const nothing = '1.3.6.1.2.1.1.99.0'

/** From lab/bridge/snmp-agent.ts; values of the lab only. */
const phrases = { authKey: 'lab-auth-phrase', privKey: 'lab-priv-phrase' }

const user: UserAccess = {
  version: '3',
  user: 'straggler',
  authProtocol: 'sha256',
  privProtocol: 'aes',
  ...phrases,
}
const community = (version: '1' | '2c', name = 'lab-write'): CommunityAccess => ({ version, community: name })

const implementations: [string, (at: Omit<SnmpAgent, 'access'>) => Snmp][] = [
  ['snmp-native v1', (at) => openSnmpNative({ ...at, access: community('1') })],
  ['snmp-native v2c', (at) => openSnmpNative({ ...at, access: community('2c') })],
  ['net-snmp v1', (at) => openNetSnmp({ ...at, access: community('1') })],
  ['net-snmp v2c', (at) => openNetSnmp({ ...at, access: community('2c') })],
  ['net-snmp v3', (at) => openNetSnmp({ ...at, access: user })],
]

describe.skipIf(needsLab())(`SNMP against snmpd (${needsLab() ?? 'real'})`, () => {
  let lab: BridgeLab
  let at: Omit<SnmpAgent, 'access'>
  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }] })
    at = { name: 'lab', host: lab.address, port: lab.port, timeout: 1000, retries: 1 }
  })
  afterAll(() => lab?.stop())

  describe.each(implementations)('%s', (_, open) => {
    let snmp: Snmp
    beforeAll(() => {
      snmp = open(at)
    })
    afterAll(() => snmp.close())

    it('gets octets, numbers, OIDs, and null for what is not there', async () => {
      expect(await snmp.get(sysName)).toEqual(Buffer.from('lab-switch'))
      expect(await snmp.get(sysObjectId)).toMatch(/^1\.3\.6\.1\.4\.1\.8072\./)
      expect(await snmp.get(`${ifOperStatus}.1`)).toBe(1)
      expect(await snmp.get(nothing)).toBeNull()
    })

    it('walks a subtree, that subtree only, in order; nothing is an empty list', async () => {
      const names = await snmp.walk(ifName)
      const texts = names.map(({ value }) => String(value))
      expect(texts).toEqual(expect.arrayContaining(['lo', 'br0', 'up0', 'p1']))
      expect(names.every(({ oid }) => oid.startsWith(`${ifName}.`))).toBe(true)
      expect(await snmp.walk(nothing)).toEqual([])
      expect((await snmp.walk(ifTable)).length).toBeGreaterThan(texts.length * 20)
    })

    it('sets octets and reads them back', async () => {
      const last = (await snmp.walk(ifName)).at(-1)?.oid.split('.').at(-1)
      for (const text of ['straggler a:1', '']) {
        await snmp.set(`${ifAlias}.${last}`, { type: 'octets', value: Buffer.from(text) })
        expect(String(await snmp.get(`${ifAlias}.${last}`))).toBe(text)
      }
    })

    it('says that an object may not be written, and does not offer a retry', async () => {
      const refused = snmp.set(`${ifOperStatus}.1`, { type: 'integer', value: 2 })
      await expect(refused).rejects.toMatchObject({
        message: expect.stringMatching(/(notWritable|noSuchName)$/),
        nonRetryable: true,
      })
    })
  })

  it('tells a community that may only read (noAccess)', async () => {
    const snmp = openSnmpNative({ ...at, access: community('2c', lab.communities.read) })
    const refused = snmp.set(`${ifAlias}.1`, { type: 'octets', value: Buffer.from('x') })
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/noAccess$/),
      nonRetryable: true,
    })
    snmp.close()
  })

  it.each([openSnmpNative, openNetSnmp])(
    'cannot tell a wrong community from a dead switch, and says so',
    async (open) => {
      const snmp = open({ ...at, timeout: 100, access: community('2c', 'wrong') })
      const failure = {
        type: 'transient',
        details: [{ advice: expect.stringContaining('cannot be told apart') }],
      }
      await expect(snmp.get(sysName)).rejects.toMatchObject(failure)
      await expect(snmp.walk(ifName)).rejects.toMatchObject(failure)
      snmp.close()
    },
  )

  it.each([
    ['a wrong authentication phrase', { authKey: 'wrong-auth-phrase' }, /authentication phrase/],
    ['an unknown user', { user: 'nobody' }, /does not know this SNMPv3 user/],
  ])('tells %s', async (_, wrong, advice) => {
    const snmp = openNetSnmp({ ...at, access: { ...user, ...wrong } })
    const failure = { nonRetryable: true, details: [{ advice: expect.stringMatching(advice) }] }
    await expect(snmp.get(sysName)).rejects.toMatchObject(failure)
    snmp.close()
  })
})
