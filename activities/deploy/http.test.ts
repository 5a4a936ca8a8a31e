import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HttpRoute } from '../../config/schema.ts'
import type { ManagedHost } from '../../lab/patch-tool/managed-host.ts'
import { type PatchTool, startPatchTool } from '../../lab/patch-tool/start-patch-tool.ts'
import { attemptPatch, checkPatched } from './attempt-patch.ts'
import type { Order } from './deploy.ts'
import { httpDeploy } from './http.ts'
import { openDeploy } from './open-deploy.ts'

process.env.TEST_PATCH_TOKEN = 'let-me-in'
process.env.TEST_PATCH_TOKEN_OLD = 'expired'

let tool: PatchTool
let hosts: Map<string, ManagedHost>
let on: Set<string>
const servers: Server[] = []

beforeEach(async () => {
  hosts = new Map([['WS-0417', { missing: ['KB1', 'KB2'], pending: [], habit: 'installs' }]])
  on = new Set(hosts.keys())
  tool = await startPatchTool({
    token: 'let-me-in',
    hosts,
    reachable: (hostname) => on.has(hostname),
    installTime: 50,
  })
})
afterEach(async () => {
  await tool.stop()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const order = (over: Partial<Order> = {}): Order => ({
  key: 'case-1:4',
  caseId: 'case-1',
  hostname: 'WS-0417',
  updates: ['KB1', 'KB2'],
  ...over,
})
const route = (url: string, over: Partial<HttpRoute> = {}): HttpRoute => ({
  kind: 'http',
  url,
  token: 'env:TEST_PATCH_TOKEN',
  timeout: 5000,
  pollEvery: 20,
  ...over,
})
const deploy = (over: Partial<HttpRoute> = {}) =>
  openDeploy({
    install: route(`${tool.origin}/install`, over),
    liveCheck: route(`${tool.origin}/live-check`, over),
    needs: ['port'],
  })
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an attempt on a reached host installs, and the live check is the evidence', async () => {
  expect(await attemptPatch(deploy(), order())).toEqual({
    type: 'patched',
    evidence: 'live check: all 2 updates patched or not applicable (KB1, KB2)',
  })
  expect(tool.installs).toEqual(['WS-0417'])
})

test('a host that is off is not reached, and nothing is installed', async () => {
  on.clear()
  expect(await attemptPatch(deploy(), order())).toMatchObject({
    type: 'attempted',
    reached: false,
    cause: 'unreachable',
  })
  expect(tool.installs).toEqual([])
})

test('a host that is switched off during the installation was not patched', async () => {
  const attempt = attemptPatch(deploy(), order())
  await expect.poll(() => tool.installs.length).toBe(1)
  on.clear()
  expect(await attempt).toMatchObject({ reached: false, cause: 'unreachable' })
})

test.each([
  ['fails', 'installFailed'],
  ['needsReboot', 'rebootPending'],
] as const)('a host that %s was reached: %s', async (habit, cause) => {
  hosts.set('WS-0417', { missing: ['KB1', 'KB2'], pending: [], habit })
  expect(await attemptPatch(deploy(), order())).toMatchObject({ type: 'attempted', reached: true, cause })
})

test('the same order twice is one installation', async () => {
  const [first, second] = await Promise.all([deploy().install(order()), deploy().install(order())])
  expect(first).toEqual(second)
  await deploy().install(order())
  expect(tool.installs).toHaveLength(1)
  await deploy().install(order({ key: 'case-1:9' }))
  expect(tool.installs).toHaveLength(2)
})

test('a mere check installs nothing and counts no attempt', async () => {
  expect(await checkPatched(deploy(), order())).toMatchObject({ reached: false, cause: 'stillMissing' })
  hosts.set('WS-0417', { missing: [], pending: [], habit: 'installs' })
  expect(await checkPatched(deploy(), order())).toMatchObject({ type: 'patched' })
  expect(tool.installs).toEqual([])
})

test.each([
  ['wrong token', { token: 'env:TEST_PATCH_TOKEN_OLD' }, {}, 'refused', '401'],
  ['unknown host', {}, { hostname: 'WS-9999' }, 'refused', '404'],
] as const)('%s: the tool refuses', async (_name, config, change, cause, detail) => {
  const answer = await deploy(config).install(order(change))
  expect(answer).toMatchObject({ done: false, cause, detail: expect.stringContaining(detail) })
  expect(JSON.stringify(answer)).not.toContain('expired')
})

test('a tool that is down is down, and no attempt on the host', async () => {
  await tool.stop()
  const attempt = await attemptPatch(deploy(), order())
  expect(attempt).toMatchObject({
    reached: false,
    cause: 'toolDown',
    detail: expect.stringContaining('ECONNREFUSED'),
  })
  tool = await startPatchTool({ token: 'let-me-in', hosts, reachable: () => true })
})

test('an installation that takes too long is a timeout', async () => {
  const slow = await serve((_request, response) => response.writeHead(202, { location: '/jobs/1' }).end())
  expect(await httpDeploy(route(slow, { timeout: 200 })).install(order())).toMatchObject({ cause: 'timeout' })
})

test('a stop is thrown, not counted', async () => {
  const mute = await serve(() => {})
  const stop = new AbortController()
  const asked = httpDeploy(route(mute)).install(order(), stop.signal)
  stop.abort(new Error('worker shuts down'))
  await expect(asked).rejects.toThrow('worker shuts down')
})

test('the token goes to nobody but the configured origin', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('{"outcome":"installed"}')
  })
  const redirecting = await serve((_request, response) => response.writeHead(307, { location: other }).end())
  const handing = await serve((_request, response) => response.writeHead(202, { location: other }).end())
  expect(await httpDeploy(route(redirecting)).install(order())).toMatchObject({ cause: 'toolDown' })
  expect(await httpDeploy(route(handing)).install(order())).toMatchObject({ cause: 'toolDown' })
  expect(seen).toEqual([])
})

test('a tool that is busy for a moment while a job runs is asked again', async () => {
  const answers = [202, 503, 429, 200]
  const busy = await serve((_request, response) => {
    response
      .writeHead(answers.shift() ?? 200, { location: '/job', 'retry-after': '0' })
      .end('{"outcome":"installed"}')
  })
  expect(await httpDeploy(route(busy)).install(order())).toEqual({ done: true, detail: '' })
})

test.each([
  [500, 'oops', 'toolDown'],
  [200, 'no json', 'toolDown'],
  [200, '{"outcome":"fine"}', 'toolDown'],
  [200, `{"outcome":"installed","detail":"${'x'.repeat(70_000)}"}`, 'toolDown'],
  [422, 'no such update', 'refused'],
])('an answer outside the contract: %i %.20s', async (status, body, cause) => {
  const odd = await serve((_request, response) => response.writeHead(status).end(body))
  expect(await httpDeploy(route(odd)).install(order())).toMatchObject({ done: false, cause })
})
