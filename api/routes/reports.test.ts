import { afterEach, beforeEach, expect, test } from 'vitest'
import { hostTrail } from '../../trail/read.ts'
import { type TestApi, testApi } from '../test-api.ts'
import { addHost } from '../test-data.ts'

let api: TestApi
beforeEach(async () => {
  api = await testApi()
  for (const hostname of ['pc-1', 'pc-2']) await addHost(api, hostname)
})
afterEach(() => api.close())

const now = () => new Date().toISOString()

const csv = (rows: string[], header = 'hostname,update_id,state') =>
  Buffer.from([`# reported_at: ${now()}`, header, ...rows].join('\n'))

const send = (bytes: Buffer<ArrayBuffer>, query = '', as: 'operator' | 'machine' = 'operator') =>
  api.call(as, 'POST', `/reports?source=wsus${query}`, { bytes })

test('the first report of a source waits, says why, and is taken in when a person accepts it', async () => {
  const { status, body } = await send(csv(['pc-1,KB1,missing', 'pc-9,KB1,missing']), '', 'machine')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    state: 'waiting',
    rows: 2,
    unpatchedHosts: 2,
    unknownHosts: ['pc-9'],
    known: false,
  })
  expect(body.doubts).toEqual([
    { rule: 'R4', why: 'it is the first report of its source and scope' },
    { rule: 'R4', why: '1 of its 2 hosts are not in the inventory' },
  ])
  expect(api.engine.takenIn).toEqual([])

  const json = { reason: 'compared with the console' }
  const machine = await api.call('machine', 'POST', `/reports/${body.id}/acceptance`, { json })
  expect(machine.status).toBe(403)
  const accepted = await api.call('operator', 'POST', `/reports/${body.id}/acceptance`, { json })
  expect(accepted.body).toMatchObject({ state: 'accepted', decision: { by: 'operator-1' } })
  expect(api.engine.takenIn).toEqual([body.id])
  const actions = (await hostTrail(api.db, 'system')).map(({ action }) => action)
  expect(actions).toEqual(['report.import', 'report.accepted'])
})

test('a person may accept with the import, a machine may not', async () => {
  const bytes = csv(['pc-1,KB1,missing'])
  expect((await send(bytes, '&accept=true', 'machine')).status).toBe(403)
  const { body } = await send(bytes, '&accept=true')
  expect(body.state).toBe('accepted')
  expect(api.engine.takenIn).toEqual([body.id])
})

test('the same file twice changes nothing', async () => {
  const bytes = csv(['pc-1,KB1,missing'])
  const first = await send(bytes)
  const again = await send(bytes)
  expect(again.body).toMatchObject({
    id: first.body.id,
    known: true,
    state: 'waiting',
    receivedAt: first.body.receivedAt,
  })
  expect((await api.call('viewer', 'GET', '/reports')).body.items).toHaveLength(1)
})

test('a usual second report is taken in without a person', async () => {
  await send(csv(['pc-1,KB1,missing']), '&accept=true')
  const second = await send(csv(['pc-1,KB1,missing', 'pc-2,KB2,missing']))
  expect(second.body).toMatchObject({ state: 'accepted', doubts: [] })
  expect(api.engine.takenIn).toContain(second.body.id)
})

test('a report that was kept but not taken in is taken in by importing it again', async () => {
  await send(csv(['pc-1,KB1,missing']), '&accept=true')
  const bytes = csv(['pc-1,KB1,failed'])
  api.engine.failure = new Error('Temporal is gone')
  expect((await send(bytes)).status).toBe(500)
  api.engine.failure = null
  const { body } = await send(bytes)
  expect(body).toMatchObject({ known: true, state: 'accepted' })
  expect(api.engine.takenIn).toContain(body.id)
})

test('a rejected report does nothing and stays rejected', async () => {
  const { body } = await send(csv(['pc-1,KB1,missing']))
  const json = { reason: 'half of the site is missing' }
  expect((await api.call('operator', 'POST', `/reports/${body.id}/rejection`, { json })).body.state).toBe(
    'rejected',
  )
  expect((await api.call('operator', 'POST', `/reports/${body.id}/acceptance`, { json })).status).toBe(409)
  expect(api.engine.takenIn).toEqual([])
})

test('a file with structural faults is refused whole with every fault', async () => {
  const { status, body } = await send(Buffer.from('host,update\npc-1,KB1\n'))
  expect([status, body.type]).toEqual([422, 'urn:straggler:problem:faulty-file'])
  expect(body.errors.length).toBeGreaterThanOrEqual(2)
  for (const error of body.errors)
    expect(error).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
  expect((await api.call('viewer', 'GET', '/reports')).body.items).toEqual([])
})

test('a bad row is left out and named, the others stand', async () => {
  const { body } = await send(csv(['pc-1,KB1,sleepy', 'pc-2,KB1,missing']))
  expect(body).toMatchObject({ rows: 1, rejectedRows: 1 })
  expect(body.leftOut[0]).toMatchObject({ line: 3, column: 3, found: expect.stringContaining('sleepy') })
})

test('a dry run keeps nothing', async () => {
  const { body } = await send(csv(['pc-1,KB1,missing']), '&dryRun=true')
  expect(body).toMatchObject({ dryRun: true, rows: 1, state: 'waiting' })
  expect((await api.call('viewer', 'GET', '/reports')).body.items).toEqual([])
})

test('an inventory is added, found again and left alone; its faults are named', async () => {
  const bytes = Buffer.from(
    'hostname,macs,role\nws-1,52:54:00:00:00:01,personal\nws-2,52:54:00:00:00:02,king\n',
  )
  const first = await api.call('machine', 'POST', '/inventory', { bytes })
  expect(first.body).toMatchObject({ rows: 1, created: 1, rejectedRows: 1 })
  expect(first.body.leftOut[0]).toMatchObject({ line: 3, column: 3 })
  expect((await api.call('machine', 'POST', '/inventory', { bytes })).body).toMatchObject({
    created: 0,
    unchanged: 1,
  })
  expect((await api.call('viewer', 'GET', '/hosts?q=ws')).body.items).toMatchObject([{ hostname: 'ws-1' }])
  const host = await api.call('viewer', 'GET', '/hosts/52:54:00:00:00:01')
  expect(host.body).toMatchObject({ hostname: 'ws-1', role: 'personal', lastSeen: null, cases: [] })
  expect((await api.call('machine', 'POST', '/inventory', { bytes: Buffer.from('name\nx\n') })).status).toBe(
    422,
  )
})
