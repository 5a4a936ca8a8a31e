import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SEARCH_ATTRIBUTES } from './ensure-search-attributes.ts'
import { findTemporal } from './find-temporal.ts'
import { freePort } from './free-port.ts'
import { isAlive } from './is-alive.ts'
import { startTemporal, type Temporal } from './start-temporal.ts'

// A server given by TEMPORAL_ADDRESS is not ours to kill, so these tests look for one of their own.
const { TEMPORAL_ADDRESS: _, ...env } = process.env
const found = await findTemporal({ env })
const started: Temporal[] = []
let dataDirectory: string

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'start-temporal-'))
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
  await rm(dataDirectory, { recursive: true })
})

async function start(port: number): Promise<Temporal> {
  const server = await startTemporal({ dataDirectory, port, found })
  started.push(server)
  return server
}

test('a workflow that was started is there after kill -9, and so are the search attributes', async () => {
  const port = await freePort()
  const first = await start(port)
  const before = await Connection.connect({ address: first.address })
  const options = { taskQueue: 'nobody', workflowId: 'case/kept' }
  await new Client({ connection: before }).workflow.start('hostCase', options)
  await before.close()
  process.kill(first.pid as number, 'SIGKILL')
  while (isAlive(first.pid as number)) await sleep(20)

  const second = await start(port)
  const after = await Connection.connect({ address: second.address })
  const { status } = await new Client({ connection: after }).workflow.getHandle('case/kept').describe()
  const { customAttributes } = await after.operatorService.listSearchAttributes({ namespace: 'default' })
  await after.close()
  expect(status.name).toBe('RUNNING')
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining([...SEARCH_ATTRIBUTES]))
})

test('a second start takes over the server that still runs', async () => {
  const first = await start(await freePort())
  const second = await start(await freePort())
  expect(second).toMatchObject({ pid: first.pid, address: first.address, reused: true })
})

test('a given server is used, gets its search attributes, and is not stopped', async () => {
  const own = await start(await freePort())
  const given = await startTemporal({
    dataDirectory,
    port: 0,
    found: { way: 'given', address: own.address },
  })
  await given.stop()
  expect(given.address).toBe(own.address)
  expect(isAlive(own.pid as number)).toBe(true)
})
