import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const MODULE = new URL('./run-node24.mjs', import.meta.url).href

/** Starts a process that runs this script by `runNode24`. */
function start(script: string) {
  const program = `
    import { runNode24 } from '${MODULE}'
    process.exitCode = await runNode24(['-e', ${JSON.stringify(script)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', program])
}

test('the script runs on Node 24 or later', async () => {
  const child = start('console.log(process.versions.node)')
  const [version] = await once(child.stdout, 'data')
  expect(Number.parseInt(String(version), 10)).toBeGreaterThanOrEqual(24)
})

test('the exit code of the script is ours', async () => {
  const [code] = await once(start('process.exit(7)'), 'close')
  expect(code).toBe(7)
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s is passed on, and the script decides what it does',
  async (signal) => {
    const child = start(
      `process.on('${signal}', () => process.exit(5)); setInterval(() => {}, 1e6); console.log('up')`,
    )
    await once(child.stdout, 'data')
    child.kill(signal)
    const [code] = await once(child, 'close')
    expect(code).toBe(5)
  },
)

test('a script ended by a signal gives 128 and its number, as a shell does', async () => {
  const [code] = await once(start("process.kill(process.pid, 'SIGKILL')"), 'close')
  expect(code).toBe(128 + 9)
})
