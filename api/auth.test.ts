import { afterAll, beforeAll, expect, test } from 'vitest'
import { revokeToken, tokenRoles, tokens } from '../store/tokens.ts'
import { access, mayUse } from './access.ts'
import { routes } from './routes.ts'
import { type TestApi, testApi } from './test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const nameOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`

test('the table of rights and the routes name the same things', () => {
  expect(Object.keys(access).toSorted()).toEqual(routes.map(nameOf).toSorted())
})

test('no machine decides, approves, commands or stops anything', () => {
  const machines = Object.keys(access).filter((name) => access[name]?.includes('machine'))
  const writing = machines.filter((name) => !name.startsWith('GET '))
  expect(writing.toSorted()).toEqual(['POST /inventory', 'POST /reports'])
})

test('every route refuses every role that its row does not list', async () => {
  for (const { method, path } of routes) {
    const concrete = path.replaceAll(/:\w+/g, 'nothing')
    for (const role of tokenRoles) {
      const { status } = await api.call(role, method.toUpperCase(), concrete)
      expect([nameOf({ method, path }), role, status !== 403]).toEqual([
        nameOf({ method, path }),
        role,
        mayUse(role, method.toUpperCase(), path),
      ])
    }
  }
})

test('a route that the table does not name is nobody’s', () => {
  for (const role of tokenRoles) expect(mayUse(role, 'GET', '/unlisted')).toBe(false)
})

test.each([
  ['nothing', undefined],
  ['another scheme', 'Basic b3BlcmF0b3I6eA=='],
  ['nonsense', 'Bearer nonsense'],
  ['an unknown token', `Bearer straggler_000000000000_${'A'.repeat(43)}`],
])('%s is no token', async (_, header) => {
  const response = await fetch(`${api.url}/api/v1/cases`, {
    headers: header ? { Authorization: header } : {},
  })
  expect(response.status).toBe(401)
  expect(response.headers.get('WWW-Authenticate')).toBe('Bearer')
  expect(response.headers.get('Content-Type')).toContain('application/problem+json')
})

test('a changed, an expired and a revoked token are refused; the secret is not kept', async () => {
  const token = await api.tokenFor('operator', 'kim')
  expect((await api.call({ token }, 'GET', '/cases')).status).toBe(200)
  const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
  expect((await api.call({ token: changed }, 'GET', '/cases')).status).toBe(401)
  const expired = await api.tokenFor('operator', 'kim', Date.now() - 1)
  expect((await api.call({ token: expired }, 'GET', '/cases')).status).toBe(401)
  await revokeToken(api.db, token.split('_')[1] ?? '', Date.now())
  expect((await api.call({ token }, 'GET', '/cases')).status).toBe(401)
  const secret = token.split('_').slice(2).join('_')
  expect(JSON.stringify(await tokens(api.db).find().toArray())).not.toContain(secret)
})
