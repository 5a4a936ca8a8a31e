import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { emptyDirectory, fileWith, runCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

test('doctor names what fails and what to do, and fails itself', async () => {
  const directory = emptyDirectory()
  const config = `temporal: { address: '127.0.0.1:1' }\nmongodb: { uri: '${inject('mongoUri')}' }\n`
  const { code, stdout, stderr } = await runCli(
    ['doctor', '--config', fileWith('s.yaml', config)],
    tokenOf(api),
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
