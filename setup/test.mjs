import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare } from './bootstrap/prepare.mjs'
import { runMain } from './bootstrap/run-main.mjs'
import { runNode24 } from './bootstrap/run-node24.mjs'

await runMain(async (args) => {
  const directory = mkdtempSync(join(tmpdir(), 'straggler-result-'))
  const env = { ...process.env, STRAGGLER_TEST_RESULT: join(directory, 'result.json') }
  try {
    const prepared = await prepare()
    const reporters = ['--reporter=default', '--reporter=./setup/test/result-reporter.ts']
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]
    const code = prepared === 0 ? await runNode24(vitest, { env }) : prepared
    return await runNode24(['setup/test/summary.ts', String(code)], { env })
  } catch (fault) {
    console.log(`${fault.message}\n0 passed, 1 failed`)
    return 1
  } finally {
    rmSync(directory, { recursive: true })
  }
})
