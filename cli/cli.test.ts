import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { addCase, addHost, type TestApi, testApi } from '../api/test-api.ts'
import { openAsk } from '../store/asks.ts'
import { cases, saveCase } from '../store/cases.ts'
import { emptyDirectory, fileWith, runCli, startCli } from './test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())
beforeEach(() => {
  api.engine.answer = { accepted: true }
  api.engine.commands = []
})

const env = (role: 'operator' | 'approver' | 'viewer' = 'operator') => ({
  STRAGGLER_API: api.url,
  STRAGGLER_TOKEN: api.tokens[role],
})
const run = (...args: string[]) => runCli(args, env())

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
  expect(await runCli(json, env())).toMatchObject({ code: 1, stderr: expect.stringContaining('role viewer') })
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

test('case HOST says why it waits, until when, and what a person can do', async () => {
  const held = [
    { seq: 3, kind: 'port', rung: 4, until: Date.now() + 3_600_000, target: 'port:sw-1/7' },
  ] as const
  await addCase(api, await addHost(api, 'pc-3'), 'pc-3', { state: 'portShut', held: [...held] })
  const { code, stdout } = await run('case', 'PC-3')
  expect(code).toBe(0)
  expect(stdout).toContain('portShut')
  expect(stdout).toMatch(/next\s+ownerNotice/)
  expect(stdout).toMatch(/when\s+2026-11-30 00:00:00 \+00:00/)
  expect(stdout).toMatch(/why\s+rung 2 of the ladder/)
  expect(stdout).toContain('straggler repair pc-3')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no colour may get into a pipe.
  expect(stdout).not.toMatch(/\u001b/)
})

test('--json is one document with the promised fields', async () => {
  await addCase(api, await addHost(api, 'pc-4'), 'pc-4')
  const one = JSON.parse((await run('case', 'pc-4', '--json')).stdout)
  const promised = ['hostname', 'hostRef', 'caseId', 'kind', 'state', 'control', 'unpatchedSince', 'next']
  for (const field of [...promised, 'deadline', 'person', 'outcome']) expect(one).toHaveProperty(field)
  expect(Object.keys(one.next)).toEqual(['at', 'what', 'why'])
  const list = JSON.parse((await run('cases', '--json')).stdout)
  expect(Object.keys(list)).toEqual(['items', 'next'])
  expect(list.items[0]).toHaveProperty('caseId')
})

test('commands reach the case with their options', async () => {
  await addCase(api, await addHost(api, 'pc-5'), 'pc-5')
  const given = [
    [
      ['hold', 'pc-5', '--forensic', '--reason', 'police', '--until', '2h'],
      { type: 'hold', hold: 'forensic' },
    ],
    [['resume', 'pc-5', '--forensic', '--reason', 'done'], { type: 'resume', hold: 'forensic' }],
    [['exempt', 'pc-5', '--until', '14d', '--reason', 'x'], { type: 'exempt', until: expect.any(Number) }],
    [
      ['release', 'pc-5', '--reason', 'wrong host'],
      { type: 'release', outcome: 'reversed', reason: 'wrong host' },
    ],
    [['retire', 'pc-5', '--reason', 'scrapped'], { type: 'retire' }],
    [['recheck', 'pc-5'], { type: 'recheck' }],
    [['note', 'pc-5', 'called', 'the', 'user'], { type: 'note', reason: 'called the user' }],
  ] as const
  for (const [args, command] of given) {
    const { code, stderr } = await run(...args)
    expect([args[0], code, stderr]).toEqual([args[0], 0, expect.stringContaining('pc-5')])
    expect(api.engine.commands.at(-1)?.command).toMatchObject({ ...command, by: 'operator-1' })
  }
})

test('approve, deny and release --leave answer the open question', async () => {
  const hostRef = await addHost(api, 'pc-6')
  const ask = async (seq: number, more: object) => {
    const { _id: caseId } = await addCase(api, hostRef, 'pc-6', {
      openedAt: Date.now(),
      person: { ask: 'conflict', seq },
    })
    const about = { caseId, hostRef, hostname: 'pc-6', seq, askedAt: 1, answer: null }
    await openAsk(api.db, {
      _id: `${caseId}:${seq}`,
      ask: 'approval',
      choices: ['disable', 'skip'],
      ...about,
      ...more,
    })
    return `${caseId}:${seq}`
  }
  const approver = (...args: string[]) => runCli(args, env('approver'))
  expect((await approver('approve', await ask(1, {}))).code).toBe(0)
  expect((await approver('deny', await ask(2, {}), '--reason', 'on leave')).code).toBe(0)
  const unreachable = await ask(3, { ask: 'unreachable', choices: ['retire', 'look'] })
  expect(await approver('approve', unreachable)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('retire|look'),
  })
  expect((await approver('approve', unreachable, '--choose', 'look')).code).toBe(0)
  await ask(4, { ask: 'conflict', choices: ['leave', 'retry'] })
  expect((await run('release', 'pc-6', '--leave', '--reason', 'it is theirs')).code).toBe(0)
  const decided = api.engine.commands.map(
    ({ command }) => command.type === 'decide' && [command.ask, command.decision],
  )
  expect(decided).toEqual([
    [1, 'disable'],
    [2, 'skip'],
    [3, 'look'],
    [4, 'leave'],
  ])
})

test('an inventory and a report are imported, the report waits and is accepted', async () => {
  const inventory = fileWith('hosts.csv', 'hostname,macs\nlab-1,52:54:00:00:0f:01\n')
  expect(await run('import', 'inventory', inventory)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 hosts added'),
  })
  const rows = 'hostname,update_id,state\nlab-1,KB1,missing\nlab-2,KB1,missing\n'
  const report = fileWith('report.csv', `# reported_at: ${new Date().toISOString()}\n${rows}`)
  const { code, stdout } = await run('import', 'report', report, '--source', 'tool')
  expect(code).toBe(0)
  expect(stdout).toMatch(/waits for a person[\s\S]*first report of its source/)
  expect(stdout).toContain('not in the inventory, so no case is opened: lab-2')
  const [, id = ''] = /straggler report accept (\S+)/.exec(stdout) ?? []
  expect(await run('report', 'accept', id, '--reason', 'seen')).toMatchObject({ code: 0 })
  expect(api.engine.takenIn).toContain(id)
  expect(JSON.parse((await run('report', 'list', '--json')).stdout).items[0]).toMatchObject({
    id,
    state: 'accepted',
  })
})

test('a broken file is refused with every fault at its line', async () => {
  const bad = await run('import', 'report', fileWith('bad.csv', 'host,update\nx,y\n'))
  expect(bad).toMatchObject({ code: 1, stdout: '' })
  expect(bad.stderr).toMatch(/line 1, column \d+: expected/)
  expect(await run('import', 'report', '/nowhere.csv')).toMatchObject({ code: 3 })
})

test('the kill switch is turned on and off', async () => {
  expect((await run('stop', '--reason', 'wrong report')).code).toBe(0)
  expect((await api.call('viewer', 'GET', '/kill-switch')).body.on).toBe(true)
  expect((await run('start', '--reason', 'checked')).code).toBe(0)
  expect((await api.call('viewer', 'GET', '/kill-switch')).body.on).toBe(false)
})

test('the trail is exported, verified, and a changed byte ends with 5', async () => {
  const exported = await run('trail', 'export')
  expect(exported.code).toBe(0)
  expect(exported.stdout.trim().split('\n').length).toBeGreaterThan(2)
  expect(await run('trail', 'verify', fileWith('t.jsonl', exported.stdout))).toMatchObject({ code: 0 })
  const forged = exported.stdout.replace('kill-switch.off', 'kill-switch.oof')
  expect(await run('trail', 'verify', fileWith('t.jsonl', forged))).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/system:\d+ wrong prev/),
  })
  expect(await run('trail', 'verify')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('every chain is whole'),
  })
})

test('a token is made by an approver and works', async () => {
  const { code, stdout } = await runCli(['token', 'create', 'Kim', '--role', 'viewer'], env('approver'))
  expect(code).toBe(0)
  expect(
    await runCli(['hosts', '--json'], { STRAGGLER_API: api.url, STRAGGLER_TOKEN: stdout.trim() }),
  ).toMatchObject({ code: 0 })
})

test('case --watch prints each step and ends with 0 when the case closes', async () => {
  const hostRef = await addHost(api, 'pc-9')
  const doc = await addCase(api, hostRef, 'pc-9')
  const child = startCli(['case', 'pc-9', '--watch'], env())
  let stdout = ''
  child.stdout.on('data', (data) => {
    stdout += data
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await expect.poll(() => stdout, { timeout: 20_000 }).toContain('What you can do')
  const actor = { type: 'system', ref: 'case' } as const
  const entry = { hostRef, scope: doc._id, kind: 'decision', actor } as const
  await api.trail.append({ ...entry, step: 'step 2', action: 'case.patched', after: { state: 'releasing' } })
  await saveCase(api.db, { ...doc, state: 'releasing', step: 2 })
  await expect.poll(() => stdout, { timeout: 20_000 }).toContain('evidence: the host is patched → releasing')
  await sleep(600)
  expect(child.exitCode).toBeNull()
  await api.trail.append({ ...entry, step: 'step 3', action: 'case.effect.done', after: { state: 'closed' } })
  await saveCase(api.db, { ...doc, state: 'closed', outcome: 'patched', closedAt: 1, step: 3 })
  expect(await ended).toBe(0)
  expect(stdout).toContain('done and read back → closed')
  expect(await cases(api.db).countDocuments({ hostRef })).toBe(1)
})

test('Ctrl-C ends a watch with 130', async () => {
  await addCase(api, await addHost(api, 'pc-10'), 'pc-10')
  const child = startCli(['case', 'pc-10', '--watch'], env())
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
})

test('policy check needs no server, and names every fault with its line', async () => {
  const shipped = await runCli(['policy', 'check'], {})
  expect(shipped).toMatchObject({ code: 0, stderr: expect.stringContaining('may be used') })
  const broken = fileWith('policy.yaml', 'version: 2\nname: x\nmodes:\n  wake: loud\n')
  const { code, stdout } = await runCli(['policy', 'check', broken], {})
  expect(code).toBe(1)
  expect(stdout).toMatch(/policy.yaml:1:10 \/version: expected version 1/)
  expect(stdout).toMatch(/policy.yaml:4:9 \/modes\/wake/)
})

test("policy simulate says what would happen to today's cases and writes nothing", async () => {
  await addCase(api, await addHost(api, 'pc-11'), 'pc-11')
  const { code, stdout, stderr } = await run('policy', 'simulate')
  expect(code).toBe(0)
  expect(stdout).toMatch(/pc-11\s+monitored\s+ownerNotice/)
  expect(stderr).toMatch(/open cases under policy/)
  const found = JSON.parse((await run('policy', 'simulate', '--json')).stdout)
  expect(found.items[0].rungs[0]).toMatchObject({ kind: expect.any(String), mode: expect.any(String) })
})

test('undo works on the held file alone, and only --offline', async () => {
  const config = fileWith('straggler.yaml', 'temporal: { address: gone }\nmongodb: { uri: gone }\n')
  expect(await runCli(['undo', '--config', config], {})).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--offline'),
  })
  const none = await runCli(['undo', '--offline', '--config', config], {})
  expect(none).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing was ever held') })
  const target = { id: 'port:sw-1/7', kind: 'port', name: 'sw-1 7', locator: {} }
  const line = { v: 1, event: 'attempting', at: 1, key: 'c:1', target, prior: {}, byHand: 'snmpset sw-1 ...' }
  const held = fileWith('held.jsonl', `${JSON.stringify(line)}\n`)
  const failed = await runCli(['undo', '--offline', '--config', config, '--file', held], {})
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('by hand: snmpset sw-1') })
})

test('doctor names what fails and what to do, and fails itself', async () => {
  const directory = emptyDirectory()
  const config = `temporal: { address: '127.0.0.1:1' }\nmongodb: { uri: '${inject('mongoUri')}' }\n`
  const { code, stdout, stderr } = await runCli(
    ['doctor', '--config', fileWith('s.yaml', config)],
    env(),
    directory,
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/ok +node +v24/)
  expect(stdout).toMatch(/ok +mongodb +answers/)
  expect(stdout).toMatch(/FAILS +temporal[\s\S]*→ start it/)
  expect(stdout).toMatch(/FAILS +worker[\s\S]*straggler worker/)
  expect(stdout).toMatch(/ok +api +.*operator-1's/)
  expect(stderr).toContain('parts fail')
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
