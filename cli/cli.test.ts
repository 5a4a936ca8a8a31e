import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type TestApi, testApi } from '../api/test-api.ts'
import { addCase, addHost } from '../api/test-data.ts'
import { fileWith, runCli, tokenOf } from './test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

/** An address where nothing listens. */
async function freeUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return `http://127.0.0.1:${port}`
}

test('--help names every command and the exit codes, without a server', async () => {
  const { code, stdout } = await runCli(['--help'], {})
  expect(code).toBe(0)
  for (const name of ['cases', 'case', 'hold', 'repair', 'approve', 'stop', 'trail', 'token', 'import'])
    expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(stdout).toContain('4 refused by a safety rule')
})

test('wrong usage ends with 2 and a hint', async () => {
  expect(await runCli(['casse'], {})).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean'),
  })
  expect(await run('cases', '--state', 'asleep')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('portShut'),
  })
  const noReason = await run('hold', 'pc-1')
  expect(noReason).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') })
})

test('an API that is not there, and a wrong token, are each one message with what to do', async () => {
  const gone = await runCli(['cases'], { STRAGGLER_API: await freeUrl(), STRAGGLER_TOKEN: 'x' })
  expect(gone).toMatchObject({ code: 1, stdout: '' })
  expect(gone.stderr).toMatch(/does not answer \(ECONNREFUSED\)\n.*npm start/)
  const wrong = await runCli(['cases'], { STRAGGLER_API: api.url, STRAGGLER_TOKEN: 'straggler_00_x' })
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('--token-file') })
  const none = await runCli(['cases'], { STRAGGLER_API: api.url })
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('.straggler/tokens/operator') })
  for (const { stderr } of [gone, wrong, none]) expect(stderr).not.toContain('    at ')
})

test('the token is taken from --token-file before the environment', async () => {
  const file = fileWith('token', `${api.tokens.viewer}\n`)
  const json = ['hold', 'pc-0', '--reason', 'x', '--token-file', file]
  expect(await runCli(json, tokenOf(api))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('role viewer'),
  })
})

test('an unknown host ends with 3 and names that were meant perhaps', async () => {
  await addHost(api, 'kiosk-01')
  expect(await run('case', 'kiosk-10')).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('did you mean: kiosk-01'),
  })
})

test('what a safety rule refuses ends with 4 and the rule', async () => {
  await addCase(api, await addHost(api, 'pc-2'), 'pc-2')
  api.engine.answer = { accepted: false, rule: 'hold', why: 'kim holds the case' }
  expect(await run('repair', 'pc-2')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('kim holds the case (rule: hold)'),
  })
})

test('a port in use ends `straggler api` with one message', async () => {
  const { port } = new URL(api.url)
  const config = `temporal: { address: '127.0.0.1:1' }\nmongodb: { uri: '${inject('mongoUri')}', database: 'cli-${port}' }\n`
  const { code, stderr } = await runCli(['api', '--config', fileWith('s.yaml', config)], {
    STRAGGLER_API_PORT: port,
  })
  expect(code).toBe(1)
  expect(stderr).toContain(`port ${port} on 127.0.0.1 is in use`)
})
