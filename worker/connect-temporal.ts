import { Connection } from '@temporalio/client'
import type { Config } from '../config/schema.ts'

/** Connects to Temporal and finds its namespace there, or says within 10 s what is missing. */
export async function connectTemporal({ address, namespace }: Config['temporal']): Promise<Connection> {
  const connection = await Connection.connect({ address }).catch((cause: unknown) => {
    throw new Error(`Temporal at ${address} does not answer: start it, or correct temporal.address`, {
      cause,
    })
  })
  try {
    await connection.workflowService.describeNamespace({ namespace })
    return connection
  } catch (cause) {
    await connection.close()
    throw new Error(
      `Temporal at ${address} has no namespace ${namespace}: create it, or correct temporal.namespace`,
      { cause },
    )
  }
}
