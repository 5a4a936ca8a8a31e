import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { addCase, addHost } from '../../api/test-data.ts'
import { openAsk } from '../../store/asks.ts'
import { runCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

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
  const approver = (...args: string[]) => runCli(args, tokenOf(api, 'approver'))
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
  const decided = api.engine.commands.flatMap(({ command }) =>
    command.type === 'decide' ? [[command.ask, command.decision]] : [],
  )
  expect(decided).toEqual([
    [1, 'disable'],
    [2, 'skip'],
    [3, 'look'],
    [4, 'leave'],
  ])
})

test('the kill switch is turned on and off', async () => {
  expect((await run('stop', '--reason', 'wrong report')).code).toBe(0)
  expect((await api.call('viewer', 'GET', '/kill-switch')).body.on).toBe(true)
  expect((await run('start', '--reason', 'checked')).code).toBe(0)
  expect((await api.call('viewer', 'GET', '/kill-switch')).body.on).toBe(false)
})

test('a token is made by an approver and works', async () => {
  const { code, stdout } = await runCli(
    ['token', 'create', 'Kim', '--role', 'viewer'],
    tokenOf(api, 'approver'),
  )
  expect(code).toBe(0)
  expect(
    await runCli(['hosts', '--json'], { STRAGGLER_API: api.url, STRAGGLER_TOKEN: stdout.trim() }),
  ).toMatchObject({ code: 0 })
})
