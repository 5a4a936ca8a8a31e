import { expect, test } from 'vitest'
import { fileWith, runCli } from '../test-cli.ts'

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
