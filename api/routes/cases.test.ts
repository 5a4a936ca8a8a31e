import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hostTrail } from '../../trail/read.ts'
import { NoOpenCase } from '../engine.ts'
import { type TestApi, testApi } from '../test-api.ts'
import { addCase, addHost } from '../test-data.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())
beforeEach(() => {
  api.engine.answer = { accepted: true }
  api.engine.failure = null
})

test('a case is found by its id and by every name of its host', async () => {
  const names = { fqdn: 'ws-1.example.com', macs: ['52:54:00:00:00:01'], ips: ['10.1.0.1'] }
  const hostRef = await addHost(api, 'ws-1', names)
  const { _id } = await addCase(api, hostRef, 'ws-1')
  for (const name of [_id, hostRef, 'WS-1', 'ws-1.example.com', '52-54-00-00-00-01', '10.1.0.1']) {
    const { status, body } = await api.call('viewer', 'GET', `/cases/${name}`)
    expect([name, status, body.caseId]).toEqual([name, 200, _id])
  }
  const { body } = await api.call('viewer', 'GET', `/cases/${_id}`)
  expect(body).toMatchObject({
    hostname: 'ws-1',
    hostRef,
    kind: 'unpatched',
    state: 'monitored',
    control: 'running',
    unpatchedSince: '2026-01-03T00:00:00.000Z',
    next: { at: '2026-11-30T00:00:00.000Z', what: 'ownerNotice', why: 'rung 2 of the ladder' },
    deadline: '2026-12-01T00:00:00.000Z',
    person: null,
    outcome: null,
    timeline: [],
  })
})

test('the latest case of a host is shown, not an earlier one', async () => {
  const hostRef = await addHost(api, 'ws-2')
  await addCase(api, hostRef, 'ws-2', { state: 'closed', outcome: 'patched', openedAt: 1, closedAt: 2 })
  const { _id } = await addCase(api, hostRef, 'ws-2')
  expect((await api.call('viewer', 'GET', '/cases/ws-2')).body.caseId).toBe(_id)
})

test('an unknown host is a 404 with near names, a shared short name a 409 with all of them', async () => {
  await addHost(api, 'kiosk-01')
  const { status, body } = await api.call('viewer', 'GET', '/cases/kiosk-10')
  expect([status, body.type, body.near]).toEqual([404, 'urn:straggler:problem:not-found', ['kiosk-01']])
  await addHost(api, 'twin', { fqdn: 'twin.a.example.com', macs: ['52:54:00:00:01:01'] })
  await addHost(api, 'twin', { fqdn: 'twin.b.example.com', macs: ['52:54:00:00:01:02'] })
  const shared = await api.call('viewer', 'GET', '/cases/twin')
  expect(shared.status).toBe(409)
  expect(shared.body.near.toSorted()).toEqual(['twin.a.example.com', 'twin.b.example.com'])
})

test('a host without a case says how to open one', async () => {
  await addHost(api, 'ws-3')
  const { status, body } = await api.call('viewer', 'GET', '/cases/ws-3')
  expect([status, body.detail]).toEqual([404, 'ws-3 has no case; open one with: straggler open ws-3'])
})

test('the list is paged, oldest first, and filtered by state', async () => {
  const own = await testApi()
  const states = ['woken', 'portShut', 'woken', 'closed', 'woken'] as const
  for (const [i, state] of states.entries())
    await addCase(own, `ref-${i}`, `pc-${i}`, {
      state,
      unpatchedSince: 1000 - i,
      closedAt: state === 'closed' ? 1 : null,
    })
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await own.call('viewer', 'GET', `/cases?limit=2${next && `&cursor=${next}`}`)
    expect(page.body.items.length).toBeLessThanOrEqual(2)
    seen.push(...page.body.items.map(({ hostname }: { hostname: string }) => hostname))
    next = page.body.next
  }
  expect(seen).toEqual(['pc-4', 'pc-3', 'pc-2', 'pc-1', 'pc-0'])
  const some = await own.call('viewer', 'GET', '/cases?state=portShut&state=closed')
  expect(some.body.items.map(({ state }: { state: string }) => state)).toEqual(['closed', 'portShut'])
  expect((await own.call('viewer', 'GET', '/cases?open=true')).body.items).toHaveLength(4)
  await own.close()
})

test('a wrong query is refused with every fault named', async () => {
  const { status, body } = await api.call('viewer', 'GET', '/cases?limit=0&state=asleep&cursor=x')
  expect(status).toBe(400)
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    'cursor',
    'limit',
    'state',
  ])
})

test('a command reaches the case with the name of who gave it', async () => {
  const hostRef = await addHost(api, 'ws-4')
  await addCase(api, hostRef, 'ws-4')
  const json = { type: 'hold', hold: 'paused', reason: 'travels', until: '2026-12-24T00:00:00+01:00' }
  const headers = { 'Idempotency-Key': 'k-1' }
  const { status } = await api.call('operator', 'POST', '/cases/ws-4/commands', { json, headers })
  expect(status).toBe(200)
  expect(api.engine.commands.at(-1)).toEqual({
    hostRef,
    command: {
      type: 'hold',
      hold: 'paused',
      reason: 'travels',
      until: Date.parse('2026-12-23T23:00:00Z'),
      key: 'k-1',
      by: 'operator-1',
    },
  })
})

test('a refusal of the case is a 409 that names the rule', async () => {
  const hostRef = await addHost(api, 'ws-5')
  await addCase(api, hostRef, 'ws-5')
  api.engine.answer = { accepted: false, rule: 'R14', why: 'no notice was delivered' }
  const json = { type: 'repair', reason: 'x' }
  const { status, body } = await api.call('operator', 'POST', '/cases/ws-5/commands', { json })
  expect([status, body.type, body.rule, body.detail]).toEqual([
    409,
    'urn:straggler:problem:refused',
    'R14',
    'no notice was delivered',
  ])
  api.engine.failure = new NoOpenCase(hostRef)
  const closed = await api.call('operator', 'POST', '/cases/ws-5/commands', { json })
  expect([closed.status, closed.body.type]).toEqual([409, 'urn:straggler:problem:conflict'])
})

test('a command without a reason, or with a field too many, is refused', async () => {
  const hostRef = await addHost(api, 'ws-6')
  await addCase(api, hostRef, 'ws-6')
  for (const json of [
    { type: 'retire', reason: ' ' },
    { type: 'retire' },
    { type: 'retire', reason: 'x', by: 'me' },
  ])
    expect((await api.call('operator', 'POST', '/cases/ws-6/commands', { json })).status).toBe(400)
})

test('an exemption without an end needs an approver', async () => {
  const hostRef = await addHost(api, 'ws-7')
  await addCase(api, hostRef, 'ws-7')
  const json = { type: 'exempt', reason: 'lab machine', until: null }
  const refused = await api.call('operator', 'POST', '/cases/ws-7/commands', { json })
  expect([refused.status, refused.body.rule]).toEqual([409, 'R10'])
  expect((await api.call('approver', 'POST', '/cases/ws-7/commands', { json })).status).toBe(200)
})

test('opening a case by hand is written down with who and why; a second time is refused', async () => {
  const hostRef = await addHost(api, 'ws-8')
  const json = { host: 'ws-8', reason: 'found by the audit' }
  const { status, body } = await api.call('operator', 'POST', '/cases', { json })
  expect([status, body.hostRef]).toEqual([201, hostRef])
  const [entry] = await hostTrail(api.db, hostRef)
  expect(entry).toMatchObject({
    action: 'case.open',
    scope: body.caseId,
    personal: { by: 'operator-1', reason: 'found by the audit' },
  })
  expect(JSON.stringify(entry?.actor)).not.toContain('operator-1')
  expect((await api.call('operator', 'POST', '/cases', { json })).status).toBe(409)
})
