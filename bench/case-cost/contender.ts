import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import { createCaseClient, mainQueue } from '../../activities/case-client.ts'
import { newNamespace } from '../../setup/servers/new-namespace.ts'
import { openStore } from '../../store/database.ts'
import { heartbeat } from '../../worker/heartbeat.ts'
import { gateId } from '../../workflows/gate/contract.ts'
import { releaseQueue } from '../../workflows/host-case/activities.ts'
import { type CaseInput, caseWorkflowId } from '../../workflows/host-case/contract.ts'
import { machineVersion } from '../../workflows/host-case/machine.ts'
import { cpuTime } from '../cpu-time.ts'
import type { Place } from '../measured.ts'
import { costActivities } from './cost-activities.ts'
import { costTimes } from './cost-terms.ts'
import { countEvents, type EventCounts, perCase, sum } from './history.ts'

/** One way to write the case workflow, with a Temporal namespace, a gate and a store of its own. */
export interface Contender {
  name: string
  /** Opens so many cases at once and waits until all are closed. */
  run(cases: number): Promise<Round>
  close(): Promise<void>
}

/** What one round has cost. */
export interface Round {
  wall: number
  cpu: number
  /** Of one case, its share of the gate's included. */
  events: EventCounts
  gate: EventCounts
}

type Bundle = { code: string; sourceMap: string }

/** `type` is the workflow's name in the bundle. */
export async function openContender(place: Place, type: string, workflowBundle: Bundle): Promise<Contender> {
  const { address } = place.temporal
  const namespace = await newNamespace(address, 'bench')
  const connection = await Connection.connect({ address })
  const native = await NativeConnection.connect({ address })
  const client = new Client({ connection, namespace })
  const store = await openStore(place.mongo.uri, `bench-${randomUUID()}`)
  const activities = await costActivities(store.db, createCaseClient(client))
  const common = { connection: native, namespace, activities, interceptors: { activity: [heartbeat] } }
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: mainQueue, workflowBundle }),
    Worker.create({ ...common, taskQueue: releaseQueue }),
  ])
  const running = workers.map((worker) => worker.run())
  const gate = await client.workflow.start('gate', { workflowId: gateId, taskQueue: mainQueue, args: [] })
  const gateEvents = () => countEvents(client, gateId, gate.firstExecutionRunId)
  const pids = [place.temporal.pid, place.mongo.pid]

  async function run(cases: number): Promise<Round> {
    const before = await gateEvents()
    const [began, cpu] = [performance.now(), cpuTime(pids)]
    const started = await Promise.all(Array.from({ length: cases }, () => open(client, type)))
    const results = started.map(({ workflowId }) => client.workflow.getHandle(workflowId).result())
    await within(roundTime, Promise.all(results), `${type}: not every case has come to its end`)
    const spent = { wall: performance.now() - began, cpu: cpuTime(pids) - cpu }
    const histories = started.map((one) => countEvents(client, one.workflowId, one.signaledRunId))
    const share = perCase(await gateEvents(), before, cases)
    const own = perCase(sum(await Promise.all(histories)), {}, cases)
    return { ...spent, events: sum([own, share]), gate: share }
  }

  async function close(): Promise<void> {
    for (const worker of workers) worker.shutdown()
    await Promise.all(running)
    await store.db.dropDatabase()
    await Promise.all([native.close(), connection.close(), store.close()])
  }

  return { name: type, run, close }
}

/** Far more than a round takes on a busy machine: a workflow whose task fails would keep the bench for ever. */
const roundTime = 180_000

async function within<T>(milliseconds: number, work: Promise<T>, otherwise: string): Promise<T> {
  const late = new AbortController()
  const end = sleep(milliseconds, undefined, late).then(() => Promise.reject(new Error(otherwise)))
  return Promise.race([work, end]).finally(() => late.abort())
}

function open(client: Client, type: string) {
  const hostRef = randomUUID()
  const input: CaseInput = {
    hostRef,
    caseId: randomUUID(),
    kind: 'unpatched',
    machineVersion,
    policyHash: 'bench',
    times: costTimes,
    unpatchedSince: Date.now(),
  }
  return client.workflow.signalWithStart(type, {
    taskQueue: mainQueue,
    workflowId: caseWorkflowId(hostRef),
    args: [input],
    signal: 'tell',
    signalArgs: [{ type: 'reported', reportId: 'bench' }],
  })
}
