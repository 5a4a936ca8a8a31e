import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { openGate } from '../../activities/gate/test-gate.ts'

/** What the test tells the process that it will kill. */
export interface TestWorkerOptions {
  address: string
  namespace: string
  taskQueue: string
  codePath: string
  mongoUri: string
  database: string
  accountsHeld: number
}

// Run by test-system.ts as a process of its own, so that it can be killed without the cases' worker.
const options = JSON.parse(process.argv[2] ?? '') as TestWorkerOptions
const { activities } = await openGate(options.mongoUri, options.accountsHeld, options.database)
Runtime.install({ logger: new DefaultLogger('ERROR') })
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: options.address }),
  namespace: options.namespace,
  taskQueue: options.taskQueue,
  workflowBundle: { codePath: options.codePath },
  activities: { ...activities },
  // The next worker takes over soon after this one was killed.
  stickyQueueScheduleToStartTimeout: '500 ms',
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
await worker.run()
