import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { CommandRoute } from '../../config/schema.ts'
import { commandDeploy } from './command.ts'
import type { Order } from './deploy.ts'

const order: Order = {
  key: 'case-1:4',
  caseId: 'case-1',
  hostname: 'WS-0417',
  fqdn: 'ws-0417.example.org',
  ip: '10.20.0.17',
  updates: ['KB5031356', 'KB5032007'],
}
/** A route whose command is a Node script given as text, with the arguments behind it. */
const route = (script: string, args: string[] = [], over: Partial<CommandRoute> = {}): CommandRoute => ({
  kind: 'command',
  argv: [process.execPath, '-e', script, '--', ...args],
  timeout: 10_000,
  exitCodes: {},
  environment: [],
  ...over,
})
const install = (...given: Parameters<typeof route>) => commandDeploy(route(...given)).install(order)
const liveCheck = (...given: Parameters<typeof route>) => commandDeploy(route(...given)).liveCheck(order)

test('placeholders become arguments, and no shell reads them', async () => {
  const script = 'console.log(JSON.stringify(process.argv.slice(1)))'
  const args = ['--host={fqdn}', '{hostname}', '{ip}', '{caseId}', '{updates}', '$(id); {unknown}']
  expect(await install(script, args)).toEqual({
    done: true,
    detail: JSON.stringify([
      '--host=ws-0417.example.org',
      'WS-0417',
      '10.20.0.17',
      'case-1',
      'KB5031356,KB5032007',
      '$(id); {unknown}',
    ]),
  })
})

test.each([
  ['--module-path=/evil', 'cannot be an argument'],
  ['a\nb', 'cannot be an argument'],
])('the hostname %j is refused, not run', async (hostname, why) => {
  const ran = await commandDeploy(route('', ['{hostname}'])).install({ ...order, hostname })
  expect(ran).toMatchObject({ done: false, cause: 'refused', detail: expect.stringContaining(why) })
})

test('a placeholder that the host cannot fill is named', async () => {
  const { ip: _, ...without } = order
  expect(await commandDeploy(route('', ['{ip}'])).install(without)).toEqual({
    done: false,
    cause: 'refused',
    detail: 'WS-0417 has no ip, and the command needs {ip}',
  })
})

test.each([
  [0, { done: true }],
  [1, { done: false, cause: 'installFailed', detail: 'exit code 1: it broke' }],
  // Windows Installer's 3010 and 1641 as a POSIX system passes them on.
  [3010, { done: false, cause: 'rebootPending' }],
  [1641, { done: false, cause: 'rebootPending' }],
  [68, { done: false, cause: 'unreachable' }],
  [69, { done: false, cause: 'toolDown' }],
  [77, { done: false, cause: 'refused' }],
  [4, { done: false, cause: 'unreachable' }],
])('install: exit code %i', async (code, expected) => {
  const script = `console.error('first'); console.error('it broke'); process.exitCode = ${code}`
  expect(await install(script, [], { exitCodes: { '4': 'unreachable' } })).toMatchObject(expected)
})

test('a command that is not there says so', async () => {
  const missing = commandDeploy({ ...route(''), argv: ['no-such-command-here'] })
  expect(await missing.install(order)).toMatchObject({
    cause: 'toolDown',
    detail: expect.stringContaining('ENOENT'),
  })
})

test('a timeout kills the command and everything it started', async () => {
  const ticks = join(mkdtempSync(join(tmpdir(), 'straggler-deploy-')), 'ticks')
  // Not kill(pid, 0): it finds a dead process for as long as nobody has reaped it.
  const tick = `setInterval(() => require('node:fs').appendFileSync('${ticks}', '.'), 20)`
  const script = `require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]])
    setInterval(() => {}, 1000)`
  const ran = await install(script, [tick], { timeout: 700 })
  expect(ran).toMatchObject({ done: false, cause: 'timeout' })
  const before = statSync(ticks).size
  await sleep(300)
  expect(before).toBeGreaterThan(0)
  expect(statSync(ticks).size).toBe(before)
})

test('a command that ignores SIGTERM is killed', async () => {
  const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`
  expect(await install(script, [], { timeout: 500 })).toMatchObject({ cause: 'timeout' })
})

test('a stop ends the command and is thrown, not counted', async () => {
  const stop = new AbortController()
  const ran = commandDeploy(route('setInterval(() => {}, 1000)')).install(order, stop.signal)
  await sleep(200)
  stop.abort(new Error('worker shuts down'))
  await expect(ran).rejects.toThrow('worker shuts down')
})

test('the command sees none of our secrets', async () => {
  process.env.STRAGGLER_TEST_SECRET = 'for us only'
  process.env.TOOL_VAULT = 'for the tool'
  const script = 'console.log([process.env.STRAGGLER_TEST_SECRET, process.env.TOOL_VAULT].join())'
  expect(await install(script, [], { environment: ['TOOL_VAULT'] })).toEqual({
    done: true,
    detail: ',for the tool',
  })
})

test('a live check is read from stdout', async () => {
  const states = [{ update_id: 'KB5031356', state: 'patched' }]
  expect(await liveCheck(`console.log('${JSON.stringify(states)}')`)).toEqual({ done: true, states })
})

test.each([
  ['console.log("patched")', /printed no/],
  ['console.log(JSON.stringify([{ update_id: "KB1", state: "fine" }]))', /printed no/],
  ['process.exitCode = 1', /exit code 1/],
  // More than the cap: cut off in the middle, so it is no evidence of anything.
  ['console.log(JSON.stringify([{ update_id: "x".repeat(70000), state: "patched" }]))', /printed no/],
])('a live check that is no answer is no evidence: %s', async (script, detail) => {
  expect(await liveCheck(script)).toMatchObject({
    done: false,
    cause: 'toolDown',
    detail: expect.stringMatching(detail),
  })
})
