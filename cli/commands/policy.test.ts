import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { addCase, addHost } from '../../api/test-data.ts'
import { fileWith, runCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

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
