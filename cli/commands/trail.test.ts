import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { fileWith, runCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

test('the trail is exported, verified, and a changed byte ends with 5', async () => {
  await run('stop', '--reason', 'x')
  await run('start', '--reason', 'y')
  const exported = await run('trail', 'export')
  expect(exported.code).toBe(0)
  expect(exported.stdout.trim().split('\n').length).toBeGreaterThan(2)
  expect(await run('trail', 'verify', fileWith('t.jsonl', exported.stdout))).toMatchObject({ code: 0 })
  const forged = exported.stdout.replace('kill-switch.off', 'kill-switch.oof')
  expect(await run('trail', 'verify', fileWith('t.jsonl', forged))).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/system:\d+ wrong prev/),
  })
  expect(await run('trail', 'verify', fileWith('t.jsonl', ''))).toMatchObject({ code: 5 })
  expect(await run('trail', 'verify')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('every chain is whole'),
  })
})
