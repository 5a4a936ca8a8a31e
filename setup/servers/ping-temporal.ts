import { Connection } from '@temporalio/client'

/** Asks a Temporal server for its `default` namespace, which exists only once the server is ready. */
export async function pingTemporal(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 })
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' })
  } finally {
    await connection.close()
  }
}
