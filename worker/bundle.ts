import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker'

const ours = fileURLToPath(new URL('../workflows/index.ts', import.meta.url))

/** Bundles everything deterministic; takes about 2 s, so one process does it once for all its workers. */
export function bundleWorkflows(workflowsPath = ours): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath,
    logger: quiet,
  })
}

const nothing = () => {}
const quiet = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: console.warn,
  error: console.error,
}
