import { TestWorkflowEnvironment } from '@temporalio/testing'
import { TEMPORAL_CLI_VERSION } from './temporal-cli-version.ts'

// The SDK has no call that only downloads; starting a server from the download proves it as well.
const [downloadDir] = process.argv.slice(2)
if (!downloadDir) throw new Error('the directory to download into is missing')
const executable = { type: 'cached-download', version: `v${TEMPORAL_CLI_VERSION}`, downloadDir } as const
try {
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } })
  await environment.teardown()
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}
