import { expect, test } from 'vitest'
import { fileWith, runCli } from '../test-cli.ts'

const report = (rows: string) =>
  fileWith('report.csv', `# reported_at: ${new Date().toISOString()}\nhostname,update_id,state\n${rows}`)

test('look needs neither server nor token', async () => {
  const file = report('pc-1,KB1,missing\npc-2,KB1,patched\n')
  const { code, stdout } = await runCli(['look', file], {})
  expect(code).toBe(0)
  expect(stdout).toContain('1 host is not patched, 1 is patched')
  expect(stdout).toMatch(/pc-1 .*KB1 \(missing\)/)
  const { stragglers } = JSON.parse((await runCli(['look', file, '--json'], {})).stdout)
  expect(stragglers).toMatchObject([{ hostname: 'pc-1', unpatchedSince: expect.any(String) }])
})

test('a broken report ends with 1 and its faults, a missing one with 3', async () => {
  const broken = await runCli(['look', fileWith('report.csv', 'host,update\nx,y\n')], {})
  expect(broken).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('report.csv:1:') })
  expect(await runCli(['look', '/nowhere.csv'], {})).toMatchObject({ code: 3 })
})
