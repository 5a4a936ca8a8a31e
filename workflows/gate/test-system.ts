import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { inject } from 'vitest'
import { askFor, openGate, type TestGate } from '../../activities/gate/test-gate.ts'
import { testNamespace } from '../../setup/test-namespace.ts'
import type { CaseMessage } from '../host-case/contract.ts'
import { type GateInput, gateId } from './contract.ts'
import type { askingCase, CaseActivities, gate } from './test-case.ts'
import type { TestWorkerOptions } from './test-worker.ts'

const casesQueue = 'cases'
/** Of the gate alone, so that its worker can be killed without that of the cases. */
const gateQueue = 'gate'

const workflowsPath = fileURLToPath(new URL('./test-case.ts', import.meta.url))
const workerPath = new URL('./test-worker.ts', import.meta.url)

/** A Temporal namespace with a worker for cases; gates come and go in it, their workers are processes. */
export async function openSystem() {
  const address = inject('temporalAddress')
  const namespace = await testNamespace()
  const directory = await mkdtemp(join(tmpdir(), 'gate-test-'))
  const codePath = join(directory, 'workflows.js')
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
  await writeFile(codePath, workflowBundle.code)
  const connection = await Connection.connect({ address })
  const native = await NativeConnection.connect({ address })
  const told = new Set<string>()
  const activities: CaseActivities = { wasTold: async (key) => void told.add(key) }
  const common = { namespace, workflowBundle: { codePath }, taskQueue: casesQueue }
  const worker = await Worker.create({ ...common, connection: native, activities: { ...activities } })
  const running = worker.run()
  return {
    /** Keys of the cases that know their answer. */
    told,
    client: new Client({ connection, namespace }),
    options: { address, namespace, taskQueue: gateQueue, codePath, mongoUri: inject('mongoUri') },
    /** I16: throws when the code would decide otherwise than what stands in the history. */
    replay: (history: unknown) => Worker.runReplayHistory({ workflowBundle: { codePath } }, history, gateId),
    async close() {
      worker.shutdown()
      await running
      await Promise.all([native.close(), connection.close(), rm(directory, { recursive: true })])
    },
  }
}

export type TestSystem = Awaited<ReturnType<typeof openSystem>>

/** A gate with its own database, its cases, and a worker that can be killed. */
export interface Scene {
  store: TestGate
  gate: WorkflowHandle<typeof gate>
  cases: WorkflowHandle<typeof askingCase>[]
  /** With another limit than the scene's own, when one is told. */
  startWorker(accountsHeld?: number): Promise<void>
  /** Like `kill -9`. */
  killWorker(): Promise<void>
  close(): Promise<void>
}

/** `cases` have asked and nobody has looked at it: the gate has no worker yet. */
export async function prepareScene(
  { client, options, told }: TestSystem,
  { accountsHeld, cases, listen = 0, ...input }: GateInput & Setting,
): Promise<Scene> {
  const store = await openGate(options.mongoUri, accountsHeld)
  const { database } = store
  told.clear()
  const start = { workflowId: gateId, taskQueue: gateQueue, workflowTaskTimeout: '5 s' } as const
  const handle = await client.workflow.start<typeof gate>('gate', { ...start, args: [input] })
  const asking = await startCases(client, database, cases, listen)
  const eventsOfStart = 2
  while ((await handle.describe()).historyLength < eventsOfStart + cases) await sleep(100)
  const child = workerProcess({ ...options, database, accountsHeld })
  return { store, gate: handle, cases: asking, ...child, close }

  async function close(): Promise<void> {
    await child.killWorker()
    await client.workflow.getHandle(gateId).terminate()
    await store.db.dropDatabase()
    await store.close()
  }
}

interface Setting {
  accountsHeld: number
  cases: number
  /** Milliseconds for which a case waits for a second answer. */
  listen?: number
}

/** The later a case is started, the earlier its deadline. */
async function startCases(client: Client, database: string, count: number, listen: number) {
  const asks = Array.from({ length: count }, (_, n) => askOf(database, count - 1 - n))
  const start = (ask: (typeof asks)[number]) =>
    client.workflow.start<typeof askingCase>('askingCase', {
      workflowId: `case/${ask.hostRef}`,
      taskQueue: casesQueue,
      args: [ask, listen],
    })
  const started = await Promise.all(asks.map(start))
  return started.reverse()
}

/** Host names are the scene's own: a workflow id is used once. */
function askOf(database: string, n: number) {
  const { since: _, ...ask } = askFor(n)
  return { ...ask, hostRef: `${database}-${n}` }
}

function workerProcess(options: TestWorkerOptions) {
  let child: ChildProcess | null = null
  return {
    async startWorker(accountsHeld = options.accountsHeld) {
      child = fork(workerPath, [JSON.stringify({ ...options, accountsHeld })])
      const [event] = await Promise.race([once(child, 'message'), once(child, 'exit')])
      if (event !== 'ready') throw new Error(`the worker ended with ${event} before it was ready`)
    },
    async killWorker() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** All answers of these cases, in their order. */
export const answersOf = (cases: Scene['cases']): Promise<CaseMessage[][]> =>
  Promise.all(cases.map((one) => one.result()))
