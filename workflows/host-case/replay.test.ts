import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defaultPayloadConverter } from '@temporalio/common'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker'
import { DeterminismViolationError } from '@temporalio/workflow'
import { beforeAll, describe, expect, test } from 'vitest'
import { outcomes } from '../../domain/case.ts'
import type { CaseView } from './contract.ts'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const directory = pathOf('./histories/')
const files = readdirSync(directory)

const read = (file: string) => readFileSync(directory + file, 'utf8')
const historyOf = (json: string) => historyFromJSON(JSON.parse(json))

const bundle = (file: string) =>
  bundleWorkflowCode({ workflowsPath: pathOf(file), logger: new DefaultLogger('ERROR') })

let product: WorkflowBundleWithSourceMap

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'temporalio_sdk_core=ERROR' } },
  })
  product = await bundle('../index.ts')
})

const replay = (workflowBundle: WorkflowBundleWithSourceMap, json: string) => {
  const history = historyOf(json)
  const { workflowId } = history.events?.[0]?.workflowExecutionStartedEventAttributes ?? {}
  return Worker.runReplayHistory({ workflowBundle }, history, String(workflowId))
}

test.each(files)('%s is replayed as it was recorded', async (file) => {
  await replay(product, read(file))
})

test('each end of a case is among the histories, and a run that handed over', () => {
  const ends = files.map((file) => historyOf(read(file)).events?.at(-1))
  const views = ends.flatMap((end) => {
    const [view] = end?.workflowExecutionCompletedEventAttributes?.result?.payloads ?? []
    return view ? [defaultPayloadConverter.fromPayload<CaseView>(view)] : []
  })
  expect(new Set(views.map(({ outcome }) => outcome))).toEqual(new Set(outcomes))
  expect(ends.filter((end) => end?.workflowExecutionContinuedAsNewEventAttributes)).not.toEqual([])
})

describe('what would break an open case is noticed', () => {
  const history = 'retired.1.json'

  test('orders in another order', async () => {
    const names = { 'ownerNotice:2': 'patchAttempt:3', 'patchAttempt:3': 'ownerNotice:2' }
    const recorded = read(history)
    const swapped = recorded.replaceAll(
      /ownerNotice:2|patchAttempt:3/g,
      (name) => names[name as keyof typeof names],
    )
    expect(swapped).not.toBe(recorded)
    await expect(replay(product, swapped)).rejects.toThrow(DeterminismViolationError)
  })

  test('a rule of the machine that decides otherwise', async () => {
    const mutant = await bundle('./test-mutant-workflows.ts')
    await expect(replay(mutant, read(history))).rejects.toThrow(DeterminismViolationError)
  })
})
