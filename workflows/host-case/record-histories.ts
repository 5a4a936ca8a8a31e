import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { freePort } from '../../setup/servers/free-port.ts'
import { newNamespace } from '../../setup/servers/new-namespace.ts'
import { startTemporal } from '../../setup/servers/start-temporal.ts'
import { openCase, openGate, openStage, type Stage } from '../interpret/test-stage.ts'
import { times, world } from '../interpret/test-times.ts'
import { type RecordedCase, recordedCases } from './recorded-cases.ts'

/**
 * Records the histories that replay.test.ts replays, on a real server:
 * `node_modules/.bin/node workflows/host-case/record-histories.ts [NAME...]`. Without names it records all
 * anew; docs/how-to/change-the-machine.md says when that is right, which is seldom.
 */
const directory = fileURLToPath(new URL('./histories/', import.meta.url))
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(recordedCases)

const dataDirectory = await mkdtemp(join(tmpdir(), 'straggler-histories-'))
const temporal = await startTemporal({ dataDirectory, port: await freePort() })
const stage = await openStage({
  address: temporal.address,
  namespace: await newNamespace(temporal.address, 'histories'),
  workflowsPath: fileURLToPath(new URL('../index.ts', import.meta.url)),
  world: (effect) => {
    const { plan, does } = caseOf(effect.hostRef)
    return world(plan, does)(effect)
  },
})
try {
  await stage.startWorker()
  await openGate(stage)
  await mkdir(directory, { recursive: true })
  const recorded = await Promise.allSettled(names.map((name) => record(stage, name)))
  const failed = recorded.flatMap((one, n) =>
    one.status === 'rejected' ? [`${names[n]}: ${one.reason}`] : [],
  )
  if (failed.length > 0) throw new Error(failed.join('\n'))
} finally {
  await stage.close()
  await temporal.stop()
  await rm(dataDirectory, { recursive: true })
}

function caseOf(name: string): RecordedCase {
  const one = recordedCases[name]
  if (one) return one
  throw new Error(`no such case: ${name}; known: ${Object.keys(recordedCases).join(', ')}`)
}

async function record(on: Stage, name: string): Promise<void> {
  const fast = { ...times, retry: 400, wakeEvery: 600, unseen: 3000, stall: 3000 }
  const host = await openCase(on, { hostRef: name, caseId: `case-${name}`, times: fast })
  await caseOf(name).play(host)
  await host.handle.result()
  for (const file of await readdir(directory)) if (isOf(name, file)) await rm(join(directory, file))
  const runs = await runsOf(on.client, host.handle.workflowId)
  await Promise.all(runs.map((run, n) => writeFile(join(directory, `${name}.${n + 1}.json`), run)))
  console.log(`${name}: ${runs.length} run(s)`)
}

function isOf(name: string, file: string): boolean {
  return file.replace(/\.\d+\.json$/, '') === name
}

/** The histories of all runs of one case, the first one first; one event a line. */
async function runsOf(client: Client, workflowId: string, runId?: string): Promise<string[]> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
  const [started] = history.events ?? []
  const before = started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
  const { events } = JSON.parse(historyToJSON(history)) as { events: unknown[] }
  const lines = events.map((event) => JSON.stringify(event))
  const run = `{"events":[\n${lines.join(',\n')}\n]}\n`
  return before ? [...(await runsOf(client, workflowId, before)), run] : [run]
}
