import { afterAll, beforeAll, expect, test } from 'vitest'
import { killSwitch } from '../../store/settings.ts'
import { hostTrail } from '../../trail/read.ts'
import { type TestApi, testApi } from '../test-api.ts'

/** Entries settle for a second before the tail shows them, and this machine may be busy. */
const patient = { timeout: 20_000 }

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

test('the kill switch is set, read back and written down', async () => {
  expect((await api.call('viewer', 'GET', '/kill-switch')).body).toMatchObject({ on: false })
  const json = { on: true, reason: 'wrong report' }
  expect((await api.call('viewer', 'PUT', '/kill-switch', { json })).status).toBe(403)
  expect((await api.call('operator', 'PUT', '/kill-switch', { json })).body).toMatchObject({
    on: true,
    by: 'operator-1',
  })
  expect(await killSwitch(api.db)).toMatchObject({ on: true, reason: 'wrong report' })
  await api.call('operator', 'PUT', '/kill-switch', { json: { on: false, reason: 'report withdrawn' } })
  expect((await api.call('viewer', 'GET', '/kill-switch')).body).toMatchObject({
    on: false,
    reason: 'report withdrawn',
  })
  const [on, off] = await hostTrail(api.db, 'system')
  expect([on?.action, off?.action, on?.personal?.by]).toEqual([
    'kill-switch.on',
    'kill-switch.off',
    'operator-1',
  ])
})

test('the kill switch stops even when the trail cannot be written, and starts only with it', async () => {
  const { append } = api.trail
  api.trail.append = () => Promise.reject(new Error('disk full'))
  expect(
    (await api.call('operator', 'PUT', '/kill-switch', { json: { on: true, reason: 'x' } })).status,
  ).toBe(500)
  expect(await killSwitch(api.db)).toMatchObject({ on: true })
  expect(
    (await api.call('operator', 'PUT', '/kill-switch', { json: { on: false, reason: 'x' } })).status,
  ).toBe(500)
  expect(await killSwitch(api.db)).toMatchObject({ on: true })
  api.trail.append = append
})

test('a new token works at once, is shown once, and ends when revoked', async () => {
  const json = { owner: 'Kim', role: 'viewer', days: 7 }
  const headers = { 'Idempotency-Key': 'once' }
  expect((await api.call('operator', 'POST', '/tokens', { json })).status).toBe(403)
  const { status, body } = await api.call('approver', 'POST', '/tokens', { json, headers })
  expect(status).toBe(201)
  expect((await api.call({ token: body.token }, 'GET', '/me')).body).toEqual({ name: 'Kim', role: 'viewer' })
  const secret = body.token.split('_').slice(2).join('_')
  for (const name of ['tokens', 'idempotency', 'trail'])
    expect(JSON.stringify(await api.db.collection(name).find().toArray())).not.toContain(secret)
  const listed = await api.call('approver', 'GET', '/tokens')
  expect(listed.body.items.at(-1)).toMatchObject({
    id: body.id,
    owner: 'Kim',
    createdBy: 'approver-1',
    revokedAt: null,
  })
  expect((await api.call('approver', 'DELETE', `/tokens/${body.id}`)).status).toBe(200)
  expect((await api.call({ token: body.token }, 'GET', '/me')).status).toBe(401)
  expect((await api.call('approver', 'DELETE', `/tokens/${body.id}`)).status).toBe(404)
})

test('the policy in force is the shipped one, which observes', async () => {
  const { body } = await api.call('viewer', 'GET', '/policy')
  expect(body.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(Object.values(body.modes)).not.toContain('auto')
  expect(body.text).toContain('version: 1')
})

test('the trail is followed from its end without losing or repeating an entry', async () => {
  const fresh = await testApi()
  const note = (step: string) =>
    fresh.trail.append({
      hostRef: 'h',
      scope: 'c',
      step,
      kind: 'note',
      actor: { type: 'system', ref: 'test' },
      action: step,
    })
  for (let i = 1; i <= 5; i++) await note(`n${i}`)
  const actions = ({ items }: { items: { action: string }[] }) => items.map(({ action }) => action)
  await expect
    .poll(async () => actions((await fresh.call('viewer', 'GET', '/trail?last=2')).body), patient)
    .toEqual(['n4', 'n5'])
  const { body } = await fresh.call('viewer', 'GET', '/trail?last=2')
  await note('n6')
  const after = `/trail?after=${encodeURIComponent(body.next)}`
  await expect
    .poll(async () => actions((await fresh.call('viewer', 'GET', after)).body), patient)
    .toEqual(['n6'])
  await fresh.close()
})
