import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from './servers/free-port.ts'
import { startMongo } from './servers/start-mongo.ts'
import { startTemporal } from './servers/start-temporal.ts'
import { sweepTestServers, TEST_DIRECTORY } from './servers/sweep-test-servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    temporalAddress: string
    mongoUri: string
  }
}

/** Starts one Temporal and one MongoDB for the whole test run, and stops both after it. */
export default async function testServers(project: TestProject) {
  await sweepTestServers()
  const dataDirectory = await mkdtemp(join(tmpdir(), `${TEST_DIRECTORY}${process.pid}-`))
  const [temporal, mongo] = await Promise.all([
    startTemporal({ dataDirectory, port: await freePort() }),
    startMongo({ dataDirectory, port: await freePort() }),
  ])
  project.provide('temporalAddress', temporal.address)
  project.provide('mongoUri', mongo.uri)
  return async () => {
    await Promise.all([temporal.stop(), mongo.stop()])
    await rm(dataDirectory, { recursive: true, force: true })
  }
}
