import { expect, it } from 'vitest'
import { type Asked, startFaultyAgent } from './faulty-agent.ts'
import { openNetSnmp } from './net-snmp.ts'
import { openSnmpNative } from './snmp-native.ts'

const root = '1.3.6.1.2.1.17'
const tableOf = (rows: number) => Array.from({ length: rows }, (_, i) => `${root}.${i + 1}`)
const rowsAfter = ({ oid, rows }: Asked, count = 60) => {
  const from = oid === root ? 0 : Number(oid.split('.').at(-1))
  const left = tableOf(count).slice(from, from + rows)
  return { oids: left.length < rows ? [...left, '1.3.6.1.2.1.18.1'] : left }
}

it.each([
  ['goes silent', 'silence' as const],
  ['says tooBig', { error: 1 }],
])('halves the rows it asks for when the agent %s, and remembers that', async (_, fault) => {
  const asked: number[] = []
  const { agent, stop } = await startFaultyAgent((what) => {
    asked.push(what.rows)
    return what.rows > 10 ? fault : rowsAfter(what)
  })
  const snmp = openNetSnmp(agent)
  expect(await snmp.walk(root)).toHaveLength(60)
  const firstWalk = asked.splice(0)
  expect(firstWalk.filter((rows) => rows > 10)).toEqual([25, 13])
  expect(await snmp.walk(root)).toHaveLength(60)
  expect(Math.max(...asked)).toBe(7)
  snmp.close()
  stop()
})

it('gives up after one more question when the agent is gone', async () => {
  const asked: number[] = []
  const { agent, stop } = await startFaultyAgent(({ rows }) => {
    asked.push(rows)
    return 'silence'
  })
  const snmp = openNetSnmp(agent)
  await expect(snmp.walk(root)).rejects.toThrow(/no answer/)
  expect(asked).toEqual([25, 1])
  snmp.close()
  stop()
})

it('stops at OIDs that do not increase, and reports it', async () => {
  const { agent, stop } = await startFaultyAgent(() => ({ oids: [`${root}.1`, `${root}.2`, `${root}.2`] }))
  const snmp = openNetSnmp(agent)
  await expect(snmp.walk(root)).rejects.toThrow(/do not increase/)
  snmp.close()
  stop()
})

it.each([
  [16, 'authorizationError', 'misconfigured', /view-based access control/],
  [14, 'commitFailed', 'transient', /error-disabled/],
  [13, 'resourceUnavailable', 'transient', /busy/],
  [17, 'notWritable', 'permanent', /another isolation adapter/],
  [6, 'noAccess', 'misconfigured', /writeCommunity/],
])('gives error status %i (%s) its own advice', async (error, word, type, advice) => {
  const { agent, stop } = await startFaultyAgent(() => ({ error }))
  const access = { version: '2c', community: 'any' } as const
  for (const snmp of [openNetSnmp(agent), openSnmpNative({ ...agent, access })]) {
    await expect(snmp.set(root, { type: 'integer', value: 1 })).rejects.toMatchObject({
      message: expect.stringContaining(word),
      type,
      details: [{ advice: expect.stringMatching(advice) }],
    })
    snmp.close()
  }
  stop()
})

it('outlives datagrams that are no SNMP', async () => {
  const { agent, stop } = await startFaultyAgent(() => 'garbage')
  const access = { version: '2c', community: 'any' } as const
  for (const snmp of [openNetSnmp(agent), openSnmpNative({ ...agent, access })]) {
    await expect(snmp.get(root)).rejects.toThrow(/no answer/)
    snmp.close()
  }
  stop()
})
