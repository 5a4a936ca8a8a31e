import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiClient } from '../../cli/api-client.ts'
import { type Ran, runCli } from '../../cli/test-cli.ts'
import { writeLabConfig } from '../../lab/company/lab-config.ts'
import { type LabPorts, labPorts } from '../../lab/company/paths.ts'
import type { Company } from '../../lab/company/small-company.ts'
import { type RunningCompany, startCompany } from '../../lab/company/start-company.ts'
import { firstReport } from '../../lab/first-report.ts'
import { waitForApi } from '../../lab/wait-for-api.ts'
import { findMongo } from '../../setup/servers/find-mongo.ts'
import { findTemporal } from '../../setup/servers/find-temporal.ts'
import { startMongo } from '../../setup/servers/start-mongo.ts'
import { startTemporal } from '../../setup/servers/start-temporal.ts'
import { TEST_DIRECTORY } from '../../setup/servers/sweep-test-servers.ts'
import { freeBase } from './free-base.ts'
import { partVictim, serverVictim, type Victim } from './victim.ts'

export const victims = ['worker', 'api', 'mongodb', 'temporal'] as const
export type VictimName = (typeof victims)[number]

/** A company whose servers and product can be killed one by one, while the company itself lives on. */
export interface KillableLab {
  company: Company
  running: RunningCompany
  directory: string
  ports: LabPorts
  mongoUri: string
  processes: Record<VictimName, Victim>
  /** Processes that ended without having been killed, with their exit codes. */
  ownEnds: string[]
  api: ApiClient
  cli(...args: string[]): Promise<Ran>
  /** Brings inventory and first report: from now on there are cases. */
  report(): Promise<void>
  stop(): Promise<void>
}

/** Starts everything, on data and ports of its own. */
export async function startLab(company: Company): Promise<KillableLab> {
  const stack = new AsyncDisposableStack()
  try {
    return await start(company, stack)
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function start(company: Company, stack: AsyncDisposableStack): Promise<KillableLab> {
  // Under this name a run that was killed is cleaned up by the next one.
  const directory = mkdtempSync(join(tmpdir(), `${TEST_DIRECTORY}${process.pid}-kill-`))
  stack.defer(() => rmSync(directory, { recursive: true, force: true }))
  mkdirSync(join(directory, 'logs'))
  const { basePort, apiPort } = await freeBase()
  const ports = labPorts(basePort)
  const running = stack.adopt(await startCompany(company, directory, ports), (lab) => lab.stop())
  const { temporal, mongodb } = await startServers(directory, ports, stack)
  const config = writeLabConfig(directory, company, {
    ...{ temporal: temporal.first.address, mongo: mongodb.first.uri, apiPort, ports },
    directory: running.directory,
  })
  const ownEnds: string[] = []
  const part = (name: 'worker' | 'api') => {
    const victim = partVictim(name, config, directory, (code) => ownEnds.push(`${name} with ${code}`))
    return stack.adopt(victim, (one) => one.stop())
  }
  const processes = { temporal, mongodb, worker: part('worker'), api: part('api') }
  await Promise.all([processes.worker.start(), processes.api.start()])
  const api = await waitForApi(directory, apiPort, AbortSignal.timeout(60_000))
  return {
    ...{ company, running, directory, ports, processes, ownEnds, api, mongoUri: mongodb.first.uri },
    cli: (...args) => runCli([...args, '--config', config], {}, directory),
    report: () => firstReport(api, company, directory),
    stop: () => stack.disposeAsync(),
  }
}

async function startServers(
  dataDirectory: string,
  ports: { temporal: number; mongo: number },
  stack: AsyncDisposableStack,
) {
  const { TEMPORAL_ADDRESS: _, MONGODB_URI: __, ...env } = process.env
  const [foundTemporal, foundMongo] = await Promise.all([findTemporal({ env }), findMongo({ env })])
  const temporal = stack.adopt(
    await serverVictim(() => startTemporal({ dataDirectory, port: ports.temporal, found: foundTemporal })),
    (server) => server.stop(),
  )
  const mongodb = stack.adopt(
    await serverVictim(() => startMongo({ dataDirectory, port: ports.mongo, found: foundMongo })),
    (server) => server.stop(),
  )
  return { temporal, mongodb }
}
