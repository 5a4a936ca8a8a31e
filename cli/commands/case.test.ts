import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApi, testApi } from '../../api/test-api.ts'
import { addCase, addHost } from '../../api/test-data.ts'
import { cases, saveCase } from '../../store/cases.ts'
import { runCli, startCli, tokenOf } from '../test-cli.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const run = (...args: string[]) => runCli(args, tokenOf(api))

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

test('case --watch prints each step and ends with 0 when the case closes', async () => {
  const hostRef = await addHost(api, 'pc-9')
  const doc = await addCase(api, hostRef, 'pc-9')
  const child = startCli(['case', 'pc-9', '--watch'], tokenOf(api))
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
  const child = startCli(['case', 'pc-10', '--watch'], tokenOf(api))
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
})
