import { Connection } from '@temporalio/client'
import { mainQueue } from '../../activities/case-client.ts'
import type { Config } from '../../config/schema.ts'
import { openStore } from '../../store/database.ts'
import { killSwitch } from '../../store/settings.ts'
import { releaseQueue } from '../../workflows/host-case/activities.ts'
import { type Checked, check } from './check.ts'

async function lookAtStore({ uri, database }: Config['mongodb']): Promise<string> {
  const { db, close } = await openStore(uri, database)
  try {
    const stopped = await killSwitch(db)
    const says = `answers; database ${database}`
    return stopped?.on ? `${says}; the kill switch is on, by ${stopped.by}: ${stopped.reason}` : says
  } finally {
    await close()
  }
}

async function lookAtTemporal({ address, namespace }: Config['temporal']): Promise<string> {
  const connection = await Connection.connect({ address, connectTimeout: 3000 })
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({})
    await connection.workflowService.describeNamespace({ namespace })
    return `answers; server ${serverVersion}, namespace ${namespace}`
  } finally {
    await connection.close()
  }
}

/** A queue without a poller means that its work waits; nothing is lost, but nothing happens. */
async function lookAtWorkers({ address, namespace }: Config['temporal']): Promise<string> {
  const connection = await Connection.connect({ address, connectTimeout: 3000 })
  try {
    for (const name of [mainQueue, releaseQueue]) {
      const about = { namespace, taskQueue: { name }, taskQueueType: 2 as const }
      const { pollers } = await connection.workflowService.describeTaskQueue(about)
      if (!pollers?.length) throw new Error(`no worker takes work from the queue ${name}`)
    }
    return `take work from ${mainQueue} and ${releaseQueue}`
  } finally {
    await connection.close()
  }
}

/** Looks at the two servers, and whether a worker runs. */
export const checkServers = (config: Config): Promise<Checked[]> =>
  Promise.all([
    check('mongodb', 'npm start brings one', () => lookAtStore(config.mongodb)),
    check('temporal', 'start it, or correct temporal.address; npm start brings one', () =>
      lookAtTemporal(config.temporal),
    ),
    check('worker', 'start one: straggler worker', () => lookAtWorkers(config.temporal)),
  ])
