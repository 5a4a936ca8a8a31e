import { NativeConnection, Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { mainQueue } from '../activities/case-client.ts'
import { createRecord } from '../activities/record/record-step.ts'
import { configSchema } from '../config/schema.ts'
import type { Effect, EffectResult } from '../domain/effect.ts'
import { testNamespace } from '../setup/test-namespace.ts'
import { cases } from '../store/cases.ts'
import { bundleWorkflows } from '../worker/bundle.ts'
import { caseInput } from './case-input.ts'
import { type Engine, NoOpenCase } from './engine.ts'
import { createTemporalEngine } from './temporal-engine.ts'
import { type TestApi, testApi } from './test-api.ts'
import { addHost } from './test-data.ts'

let api: TestApi
let engine: Engine
let connection: NativeConnection
let worker: Worker
let running: Promise<void>
const takenIn: string[] = []

/** Where the outside world is not the subject: every effect fails at once, and the case goes on. */
const perform = async ({ kind }: Effect): Promise<EffectResult> => {
  return { type: 'effect.failed', why: `${kind} has nothing to work with here`, advice: 'none' }
}

beforeAll(async () => {
  api = await testApi()
  const { db, trail } = api
  const address = inject('temporalAddress')
  const namespace = await testNamespace()
  const config = configSchema.parse({ temporal: { address, namespace }, mongodb: { uri: '-' } })
  engine = createTemporalEngine({
    address,
    namespace,
    caseInput: (opening) => caseInput(db, config, opening),
  })
  connection = await NativeConnection.connect({ address })
  worker = await Worker.create({
    connection,
    namespace,
    taskQueue: mainQueue,
    workflowBundle: await bundleWorkflows(),
    activities: {
      perform,
      record: createRecord({ db, trail, hostnameOf: async () => 'pc' }),
      takeReport: async (id: string) => {
        takenIn.push(id)
        return { opened: 0, patched: 0, stillMissing: 0, unknown: [] }
      },
    },
  })
  running = worker.run()
})
afterAll(async () => {
  worker.shutdown()
  await running
  await connection.close()
  await engine.close()
  await api.close()
})

const by = { by: 'kim', reason: 'test' }

async function opened(hostname: string): Promise<{ hostRef: string; caseId: string }> {
  const hostRef = await addHost(api, hostname)
  const caseId = crypto.randomUUID()
  expect(await engine.open({ hostRef, caseId, ...by })).toBe(true)
  await expect.poll(() => cases(api.db).findOne({ _id: caseId }), { timeout: 20_000 }).not.toBeNull()
  return { hostRef, caseId }
}

test('a case is opened once, with the policy in force', async () => {
  const { hostRef, caseId } = await opened('pc-1')
  expect(await engine.open({ hostRef, caseId: crypto.randomUUID(), ...by })).toBe(false)
  const doc = await cases(api.db).findOne({ _id: caseId })
  expect(doc).toMatchObject({
    hostRef,
    kind: 'unpatched',
    policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('a command is taken once per key, and a refusal names its rule', async () => {
  const { hostRef, caseId } = await opened('pc-2')
  const hold = { type: 'hold', hold: 'paused', key: 'k1', ...by } as const
  expect(await engine.command(hostRef, hold)).toEqual({ accepted: true })
  expect(await engine.command(hostRef, hold)).toEqual({ accepted: true })
  await expect.poll(async () => (await cases(api.db).findOne({ _id: caseId }))?.control).toBe('paused')
  const refused = await engine.command(hostRef, { type: 'resume', hold: 'forensic', key: 'k2', ...by })
  expect(refused).toEqual({ accepted: false, rule: 'resume', why: 'the case is not on a forensic hold' })
})

test('evidence that is told closes the case; a closed or unknown one hears nothing', async () => {
  const { hostRef, caseId } = await opened('pc-3')
  await engine.tell(hostRef, { type: 'patched', evidence: 'a live check' })
  await expect
    .poll(async () => (await cases(api.db).findOne({ _id: caseId }))?.state, { timeout: 20_000 })
    .toBe('closed')
  expect(await cases(api.db).findOne({ _id: caseId })).toMatchObject({ outcome: 'patched' })
  const note = { type: 'note', key: 'k3', ...by } as const
  await expect(engine.command(hostRef, note)).rejects.toThrow(NoOpenCase)
  await expect(engine.tell('nobody', { type: 'reported', reportId: 'r' })).rejects.toThrow(NoOpenCase)
})

test('a report is taken in once, however often it is asked for', async () => {
  await engine.takeIn('report-1')
  await engine.takeIn('report-1')
  await expect.poll(() => takenIn, { timeout: 20_000 }).toEqual(['report-1'])
  await engine.takeIn('report-1')
  expect(takenIn).toEqual(['report-1'])
})

test('an engine that is not there is said within seconds', async () => {
  const nobody = {
    address: '127.0.0.1:1',
    namespace: 'default',
    caseInput: async () => Promise.reject(new Error()),
  }
  const gone = createTemporalEngine(nobody)
  await expect(gone.ping()).rejects.toThrow()
  await gone.close()
})
