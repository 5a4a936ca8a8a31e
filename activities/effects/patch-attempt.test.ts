import { randomUUID } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Host } from '../../domain/host.ts'
import { type PatchTool, startPatchTool } from '../../lab/patch-tool/start-patch-tool.ts'
import { openStore, type Store } from '../../store/database.ts'
import { saveFindings } from '../../store/findings.ts'
import { httpDeploy } from '../deploy/http.ts'
import { saveLiveCheck } from './open-findings.ts'
import { createPatchAttempt } from './patch-attempt.ts'

const update = 'KB5062553'

let store: Store
let tool: PatchTool

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), `attempt-${randomUUID()}`)
  const managed = () => ({ missing: [update], pending: [], habit: 'installs' as const })
  const hosts = new Map(['a', 'b'].map((name) => [name, managed()]))
  tool = await startPatchTool({ token: 'secret', hosts, reachable: () => true })
  process.env.ATTEMPT_TEST_TOKEN = 'secret'
})
afterAll(async () => {
  await tool.stop()
  await store.db.dropDatabase()
  await store.close()
})

async function attempt(hostRef: string) {
  const route = (path: string) => ({
    ...{ kind: 'http' as const, url: `${tool.origin}/${path}`, token: 'env:ATTEMPT_TEST_TOKEN' },
    ...{ timeout: 5_000, pollEvery: 20 },
  })
  const deploy = {
    install: httpDeploy(route('install')).install,
    liveCheck: httpDeploy(route('live-check')).liveCheck,
  }
  const rest = { publicUrl: '', zone: 'UTC', leaseEnd: async () => 0 }
  const host: Host = {
    ...{ hostRef, hostname: hostRef, macs: [], ips: [], tags: [] },
    ...{ role: 'personal', attachment: 'wired', exposure: 'internal' },
  }
  const context = {
    key: `${hostRef}:3`,
    host,
    deadline: Date.now() + 10_000,
    now: Date.now,
    observe: () => {},
  }
  const effect = { hostRef, caseId: hostRef, seq: 3, kind: 'patchAttempt' as const }
  const run = createPatchAttempt({ db: store.db, deploy, ...rest })
  return new MockActivityEnvironment().run(() => run(effect, context))
}

const isMissing = (hostRef: string) =>
  saveFindings(store.db, 'wsus', 'report-1', [
    {
      hostRef,
      finding: {
        hostname: hostRef,
        updateId: update,
        state: 'missing',
        cves: [],
        observedAt: '2026-11-01T00:00:00.000Z',
      },
    },
  ])

test('installs what is missing, and looks for itself', async () => {
  await isMissing('a')
  expect(await attempt('a')).toMatchObject({ type: 'patched' })
  expect(tool.installs).toEqual(['a'])
})

test('evidence that a run before has left behind when it died is evidence: nothing is asked again', async () => {
  await isMissing('b')
  await saveLiveCheck(store.db, { hostRef: 'b', key: 'b:2', at: Date.now() }, [{ updateId: update }])
  expect(await attempt('b')).toMatchObject({
    type: 'patched',
    evidence: expect.stringContaining('live check'),
  })
  expect(tool.orders).not.toContain('b:3')
})
