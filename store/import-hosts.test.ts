import { MongoClient } from 'mongodb'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { hostKeyDocuments, resolveNames } from './host-keys.ts'
import type { InventoryHost } from './hosts.ts'
import { hosts, hostsCalled, hostsLike } from './hosts.ts'
import { importHosts } from './import-hosts.ts'

const client = new MongoClient(inject('mongoUri'), { retryWrites: false })
let db = client.db(`hosts-${process.pid}-0`)
let number = 0
beforeEach(() => {
  number += 1
  db = client.db(`hosts-${process.pid}-${number}`)
})
afterAll(() => client.close())

const host = (hostname: string, more: Partial<InventoryHost> = {}): InventoryHost => ({
  hostname,
  macs: [],
  ips: [],
  role: 'personal',
  attachment: 'wired',
  exposure: 'internal',
  tags: [],
  ...more,
})
const mac = (n: number) =>
  `52:54:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`

test('importing an inventory twice changes nothing', async () => {
  const rows = [host('ws-1', { macs: [mac(1)] }), host('ws-2', { fqdn: 'ws-2.corp.example' }), host('ws-3')]
  expect(await importHosts(db, rows)).toMatchObject({ created: 3, changed: 0, unchanged: 0 })
  const before = await hosts(db).find().toArray()
  expect(await importHosts(db, rows)).toMatchObject({ created: 0, changed: 0, unchanged: 3 })
  expect(await hosts(db).find().toArray()).toEqual(before)
})

test('a host keeps its hostRef when its card and address change, and loses the old key', async () => {
  await importHosts(db, [host('ws-1', { fqdn: 'ws-1.corp.example', macs: [mac(1)] })])
  const [before] = await hostsCalled(db, 'ws-1')
  const changed = host('ws-1', { fqdn: 'ws-1.corp.example', macs: [mac(2)], ips: ['10.0.0.9'] })
  expect(await importHosts(db, [changed])).toMatchObject({ changed: 1, rejected: [] })
  const [after] = await hostsCalled(db, mac(2))
  expect(after?.hostRef).toBe(before?.hostRef)
  expect((await hostsCalled(db, '10.0.0.9'))[0]?.hostRef).toBe(before?.hostRef)
  expect(await hostKeyDocuments(db).findOne({ _id: `mac:${mac(1)}` })).toBeNull()
})

test('one short name in two domains are two hosts, and the short name names neither', async () => {
  const rows = [host('pc', { fqdn: 'pc.a.example' }), host('pc', { fqdn: 'pc.b.example' })]
  expect(await importHosts(db, rows)).toMatchObject({ created: 2, rejected: [] })
  expect(await importHosts(db, rows)).toMatchObject({ unchanged: 2 })
  const names = await resolveNames(db, ['pc', 'pc.a.example', 'PC.B.example.', 'pc.c.example', 'other'])
  expect(names.get('pc')).toHaveProperty('ambiguous')
  expect(names.get('pc.a.example')).toHaveProperty('hostRef')
  expect(names.get('PC.B.example.')).toHaveProperty('hostRef')
  expect(names.get('pc.c.example')).toEqual({ unknown: true })
  expect(names.get('other')).toEqual({ unknown: true })
  expect(await hostsCalled(db, 'pc')).toHaveLength(2)
})

test('a card that another host has is never a reason to take one machine for the other', async () => {
  await importHosts(db, [host('ws-1', { fqdn: 'ws-1.corp.example', macs: [mac(7)] })])
  const docked = host('ws-2', { fqdn: 'ws-2.corp.example', macs: [mac(7)] })
  const { created, rejected } = await importHosts(db, [docked])
  expect(created).toBe(0)
  expect(rejected[0]?.why).toContain('ws-1.corp.example')
})

test('a file that names one host twice has its second row listed', async () => {
  const { created, rejected } = await importHosts(db, [host('ws-1'), host('WS-1', { macs: [mac(1)] })])
  expect(created).toBe(1)
  expect(rejected).toEqual([{ index: 1, why: 'ws-1 is in this file already' }])
})

test('concurrent imports of the same hosts meet in one hostRef each', async () => {
  const views = [
    (n: number) => host(`ws-${n}`, { fqdn: `ws-${n}.corp.example`, macs: [mac(n)] }),
    (n: number) => host(`ws-${n}`, { fqdn: `ws-${n}.corp.example` }),
    (n: number) => host(`ws-${n}`),
    (n: number) => host(`ws-${n}.corp.example`, { macs: [mac(n), mac(n + 1000)] }),
  ]
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  await Promise.all(
    views.map((view, i) =>
      importHosts(
        db,
        numbers.map(view).toSorted(() => (i % 2 ? 1 : -1)),
      ),
    ),
  )
  expect(await hosts(db).countDocuments()).toBe(40)
  const refs = new Set((await hosts(db).find().toArray()).map(({ _id }) => _id))
  const keys = await hostKeyDocuments(db).find().toArray()
  expect(keys.every(({ hostRef }) => refs.has(hostRef))).toBe(true)
})

test('keys that a dead process claimed are free again after a minute', async () => {
  await hostKeyDocuments(db).insertOne({ _id: 'name:ws-1', hostRef: 'gone', claimedAt: Date.now() - 61_000 })
  expect(await importHosts(db, [host('ws-1')])).toMatchObject({ created: 1 })
})

test('10,000 hosts are imported in seconds, and what was meant is suggested', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => host(`ws-${n}`, { macs: [mac(n)] }))
  expect(await importHosts(db, rows)).toMatchObject({ created: 10_000, rejected: [] })
  expect(await importHosts(db, rows)).toMatchObject({ unchanged: 10_000 })
  expect(await hostsLike(db, 'ws-77', 5)).toHaveLength(5)
})
