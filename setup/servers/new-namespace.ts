import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'

const day = { seconds: 86_400 as never }

/** A Temporal namespace of its own, so that queues and workflow ids may have the same names everywhere. */
export async function newNamespace(address: string, prefix: string): Promise<string> {
  const namespace = `${prefix}-${crypto.randomUUID()}`
  const connection = await Connection.connect({ address })
  const { workflowService } = connection
  try {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: day })
    // A new namespace is refused until the server's cache has heard of it.
    for (let tries = 0; tries < 150; tries++) {
      const about = { namespace, taskQueue: { name: 'probe' } }
      const known = await workflowService.describeTaskQueue(about).then(
        () => true,
        () => false,
      )
      if (known) return namespace
      await sleep(200)
    }
    throw new Error(`Temporal does not know its new namespace ${namespace}`)
  } finally {
    await connection.close()
  }
}
