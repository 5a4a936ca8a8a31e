import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from './test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

test('healthz answers alone; readyz names the part that does not answer', async () => {
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200)
  const ready = await fetch(`${api.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', mongodb: true, temporal: true },
  ])
  api.engine.failure = new Error('gone')
  const not = await fetch(`${api.url}/readyz`)
  expect([not.status, await not.json()]).toEqual([
    503,
    { status: 'not ready', mongodb: true, temporal: false },
  ])
  api.engine.failure = null
})

test('the description needs no token', async () => {
  const response = await fetch(`${api.url}/api/v1/openapi.json`)
  expect(await response.json()).toMatchObject({ openapi: '3.1.1', paths: { '/kill-switch': {} } })
})

test('no answer lets a browser run, frame, sniff or keep anything', async () => {
  const { headers } = await fetch(`${api.url}/api/v1/cases`)
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(headers.get('X-Powered-By')).toBeNull()
})

test('what is not there, not JSON or too large is a problem without a stack', async () => {
  const nowhere = await api.call('operator', 'GET', '/nowhere')
  expect([nowhere.status, nowhere.body.requestId]).toEqual([404, nowhere.headers.get('X-Request-Id')])
  const broken = await api.call('operator', 'POST', '/cases', { bytes: Buffer.from('{"host":') })
  expect([broken.status, broken.body.type]).toEqual([400, 'urn:straggler:problem:bad-request'])
  const large = await api.call('operator', 'POST', '/cases', { json: { host: 'x'.repeat(100_000) } })
  expect(large.status).toBe(413)
  api.engine.failure = new Error('secret detail')
  expect(
    JSON.stringify(await api.call('operator', 'POST', '/cases', { json: { host: 'x', reason: 'y' } })),
  ).not.toContain('secret detail')
  api.engine.failure = null
})

test('a port in use is said with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { listen } = await import('./server.ts')
  const { port } = other.address() as { port: number }
  const config = { api: { host: '127.0.0.1', port, publicUrl: 'http://x' } }
  const services = { config, db: api.db, engine: api.engine } as unknown as Parameters<typeof listen>[0]
  await expect(listen(services)).rejects.toThrow(/port \d+ on 127.0.0.1 is in use; .*STRAGGLER_API_PORT/)
  other.close()
})
