import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * Loaded once for all cases of a worker: building the machine anew for each is a fifth of what a whole case costs.
 * Nothing here may remember anything of a case between two calls; XState's pure functions and our machines do not.
 */
const sharedByAllCases = ['xstate', pathOf('../workflows/host-case/laws.ts')]

interface BundleOptions {
  workflowsPath?: string
  preloadModules?: string[]
}

/** Bundles everything deterministic; takes about 2 s, so one process does it once for all its workers. */
export function bundleWorkflows(options: BundleOptions = {}): Promise<WorkflowBundleWithSourceMap> {
  const { workflowsPath = pathOf('../workflows/index.ts'), preloadModules = sharedByAllCases } = options
  return bundleWorkflowCode({ workflowsPath, preloadModules, logger: quiet })
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
