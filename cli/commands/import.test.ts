import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { fileWith, runCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

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
