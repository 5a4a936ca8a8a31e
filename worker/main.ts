import { Client } from '@temporalio/client'
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { mainQueue } from '../activities/case-client.ts'
import { loadPolicy } from '../config/load-policy.ts'
import type { Config } from '../config/schema.ts'
import { openStore } from '../store/database.ts'
import { releaseQueue } from '../workflows/host-case/activities.ts'
import { createActivities } from './activities.ts'
import { bundleWorkflows } from './bundle.ts'
import { connectTemporal } from './connect-temporal.ts'
import { heartbeat } from './heartbeat.ts'
import { lastTry } from './last-try.ts'
import { openParts } from './parts/open-parts.ts'
import { ensureStanding } from './standing-workflows.ts'
import { openTraps } from './traps.ts'
import { startWaking } from './wake-outdated.ts'
import { workerLog } from './worker-log.ts'

/** Time for activities under way when the process is told to stop. */
const grace = 10_000

/** Runs both queues until SIGINT or SIGTERM: the main one, and that of releases (R13). */
export async function runWorker(config: Config): Promise<void> {
  // What stays open would keep a worker alive that could not start.
  await using open = new AsyncDisposableStack()
  loadPolicy(config)
  Runtime.install({ logger: workerLog(pino({ name: 'worker' }, pino.destination(2))) })
  const { address, namespace } = config.temporal
  const store = await openStore(config.mongodb.uri, config.mongodb.database)
  open.defer(store.close)
  const connection = await connectTemporal(config.temporal)
  open.defer(() => connection.close())
  const client = new Client({ connection, namespace })
  const parts = await openParts(config, store.db, client)
  const activities = createActivities(parts, client)
  const native = await NativeConnection.connect({ address })
  open.defer(() => native.close())
  const common = {
    connection: native,
    namespace,
    activities,
    interceptors: { activity: [lastTry, heartbeat] },
    shutdownGraceTime: grace,
    shutdownForceTime: grace + 5_000,
  }
  const workflowBundle = await bundleWorkflows()
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue: mainQueue,
      workflowBundle,
      maxConcurrentActivityTaskExecutions: 200,
    }),
    Worker.create({ ...common, taskQueue: releaseQueue, maxConcurrentActivityTaskExecutions: 50 }),
  ])
  const traps = await openTraps(parts, (message) => Runtime.instance().logger.warn(message))
  open.defer(() => traps?.close())
  await ensureStanding(client, config)
  open.defer(startWaking(store.db, client, parts.terms.machineVersion))
  await Promise.all(workers.map((worker) => worker.run()))
}
