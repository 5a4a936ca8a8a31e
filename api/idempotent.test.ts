import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestApi, testApi } from './test-api.ts'
import { addCase, addHost } from './test-data.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
  await addCase(api, await addHost(api, 'pc'), 'pc')
})
afterAll(() => api.close())
beforeEach(() => {
  api.engine.commands.length = 0
  api.engine.failure = null
})

const note = (key: string, reason: string, as: 'operator' | 'approver' = 'operator') =>
  api.call(as, 'POST', '/cases/pc/commands', {
    json: { type: 'note', reason },
    headers: { 'Idempotency-Key': key },
  })

test('the same request again is answered the same and done once', async () => {
  const first = await note('a', 'hello')
  const again = await note('a', 'hello')
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('Idempotency-Replayed')).toBe('true')
  expect(api.engine.commands).toHaveLength(1)
})

test('the same key with another body is a 422', async () => {
  await note('b', 'hello')
  const other = await note('b', 'good-bye')
  expect([other.status, other.body.type]).toEqual([422, 'urn:straggler:problem:key-reused'])
  expect(api.engine.commands).toHaveLength(1)
})

test('two people may use the same key', async () => {
  await note('c', 'hello')
  expect((await note('c', 'something else', 'approver')).status).toBe(200)
})

test('while the first is under way the second is a 409', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { command } = api.engine
  api.engine.command = async (...given) => {
    await promise
    return command(...given)
  }
  const first = note('d', 'hello')
  await expect.poll(async () => (await note('d', 'hello')).status).toBe(409)
  resolve()
  expect((await first).status).toBe(200)
  api.engine.command = command
})

test('a failure on our side frees the key', async () => {
  api.engine.failure = new Error('Temporal is gone')
  expect((await note('e', 'hello')).status).toBe(500)
  api.engine.failure = null
  expect((await note('e', 'hello')).status).toBe(200)
})

test('a key that cannot be one is refused', async () => {
  expect((await note('x'.repeat(201), 'hello')).status).toBe(400)
})
