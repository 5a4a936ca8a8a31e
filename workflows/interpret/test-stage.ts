import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import { type GateActivities, gateId, type QueuedAsk } from '../gate/contract.ts'
import { type CaseActivities, type CaseLocalActivities, releaseQueue } from '../host-case/activities.ts'
import type { CaseCommand, CaseInput, CaseMessage, CaseView, CommandAnswer } from '../host-case/contract.ts'
import type { StepRecord } from '../host-case/record.ts'

/** What the outside world makes of an effect. */
export type World = (effect: Effect) => EffectResult | Promise<EffectResult>

export interface StageOptions {
  address: string
  namespace: string
  workflowsPath?: string
  world: World
  /** Does more with a record than noting it. */
  keep?: (record: StepRecord) => Promise<void>
}

type GivenUp = Parameters<CaseActivities['giveUp']>

/** Real cases on a real server; the outside world is a function, and everything done is noted. */
export interface Stage {
  client: Client
  /** Every record and every effect in the order in which they happened, e.g. `<caseId> record 3`, `<caseId> port:7`. */
  log: string[]
  records: StepRecord[]
  performed: Effect[]
  givenUp: GivenUp[]
  returnedGrants: string[]
  startWorker(workflowsPath?: string): Promise<void>
  stopWorker(): Promise<void>
  close(): Promise<void>
}

const mainQueue = 'cases'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** One for each process. */
export async function openStage(options: StageOptions): Promise<Stage> {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const { address, namespace } = options
  const connection = await Connection.connect({ address })
  const native = await NativeConnection.connect({ address })
  const notes = { log: [], records: [], performed: [], givenUp: [], returnedGrants: [] }
  const activities = activitiesOf(notes, options)
  let stop = async () => {}
  const stage: Stage = {
    ...notes,
    client: new Client({ connection, namespace, identity: 'stage' }),
    async startWorker(workflowsPath = options.workflowsPath ?? pathOf('./test-workflows.ts')) {
      const common = { connection: native, namespace, activities, identity: 'stage' }
      const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
      const workers = [
        await Worker.create({ ...common, taskQueue: mainQueue, workflowBundle }),
        await Worker.create({ ...common, taskQueue: releaseQueue }),
      ]
      const running = workers.map((worker) => worker.run())
      stop = async () => {
        for (const worker of workers) worker.shutdown()
        await Promise.all(running)
      }
    },
    stopWorker: () => stop(),
    async close() {
      await stop()
      await Promise.all([native.close(), connection.close()])
    },
  }
  return stage
}

type Notes = Pick<Stage, 'log' | 'records' | 'performed' | 'givenUp' | 'returnedGrants'>

function activitiesOf(
  { log, records, performed, givenUp, returnedGrants }: Notes,
  { world, keep }: Pick<StageOptions, 'world' | 'keep'>,
): CaseActivities & CaseLocalActivities & GateActivities {
  return {
    async perform(effect) {
      log.push(`${effect.caseId} ${effect.kind}:${effect.seq}`)
      performed.push(effect)
      return world(effect)
    },
    async giveUp(...given) {
      givenUp.push(given)
      return given[1]
    },
    async record(record) {
      log.push(`${record.caseId} record ${record.step}`)
      records.push(record)
      await keep?.(record)
    },
    decideAsks: async (asks: QueuedAsk[]) => ({
      answers: asks.map(({ key }) => ({ key, verdict: 'granted' as const })),
      more: false,
      waiting: [],
    }),
    async returnGrants(keys) {
      returnedGrants.push(...keys)
    },
  }
}

/** One case on the stage. */
export interface StagedCase {
  caseId: string
  handle: WorkflowHandle
  /** As of the host's last record. No query: see workflow.ts. */
  view(): CaseView | null
  tell(message: CaseMessage): Promise<void>
  command(order: Order, key?: string): Promise<CommandAnswer>
  /** Waits until the case looks so. */
  until(seen: (view: CaseView) => boolean, milliseconds?: number): Promise<CaseView>
  recordsOf(event: string): StepRecord[]
}

type Order = CaseCommand extends infer C ? (C extends { key: string } ? Omit<C, 'key' | 'by'> : never) : never

/** Opens a case of its own host; `type` names the workflow. */
export async function openCase(
  stage: Stage,
  input: Pick<CaseInput, 'times'> & Partial<CaseInput>,
  type = 'hostCase',
): Promise<StagedCase> {
  const { workflow } = stage.client
  const { caseId = crypto.randomUUID(), hostRef = crypto.randomUUID() } = input
  const own = { kind: 'unpatched', machineVersion: 1, policyHash: 'policy' } as const
  const workflowId = `case/${hostRef}`
  const args = [{ ...own, unpatchedSince: Date.now(), ...input, hostRef, caseId }]
  await workflow.start(type, { workflowId, taskQueue: mainQueue, args })
  // Not of this run alone: the case goes on in others.
  const handle = workflow.getHandle(workflowId)
  const view = () => stage.records.findLast((one) => one.hostRef === hostRef)?.view ?? null
  return {
    caseId,
    handle,
    view,
    tell: (message) => handle.signal('tell', message),
    command: (order, key = crypto.randomUUID()) =>
      handle.executeUpdate<CommandAnswer, [CaseCommand]>('command', {
        args: [{ ...order, by: 'kim', key } as CaseCommand],
      }),
    async until(seen, milliseconds = 30_000) {
      const end = Date.now() + milliseconds
      for (;;) {
        const now = view()
        if (now && seen(now)) return now
        if (Date.now() > end) throw new Error(`not in time; the case stands so: ${JSON.stringify(now)}`)
        await sleep(100)
      }
    },
    recordsOf: (event) => stage.records.filter((one) => one.caseId === caseId && one.event.type === event),
  }
}

/** The gate that penalties ask; it grants everything. */
export const openGate = ({ client }: Stage) =>
  client.workflow.start('gate', { workflowId: gateId, taskQueue: mainQueue, args: [{ lookEvery: 500 }] })
