import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { type Ran, runCli } from '../../cli/test-cli.ts'
import { freePort } from '../../setup/servers/free-port.ts'
import { testNamespace } from '../../setup/test-namespace.ts'
import { openStore } from '../../store/database.ts'
import type { Gear } from '../site/gear-of.ts'
import { type Part, startPart } from './start-part.ts'
import { type ConfigText, configFor, writeConfig } from './write-config.ts'

/** Straggler as it is installed at a site: a configuration, processes, and its command line. */
export interface Installation {
  config: ConfigText
  configFile: string
  /** Writes a changed configuration; processes read it when they start. */
  configure(change: Partial<ConfigText>): void
  start(name: 'worker' | 'api'): Part
  /** Starts the API and waits until it is ready and has issued its tokens. */
  startApi(): Promise<Part>
  /** Runs a command to its end. */
  cli(...args: string[]): Promise<Ran>
  /** The one JSON document that a reading command prints. */
  json<T>(...args: string[]): Promise<T>
  /** For whoever reads a failed test: the case, its trail, and what the processes said. */
  whatHappened(hostname: string): Promise<string>
  /** Ends what runs, and drops its database. */
  stop(): Promise<void>
}

/** Writes the configuration of a new installation, with a database and a Temporal namespace of its own. */
export async function createInstallation(directory: string, gear: Partial<Gear> = {}): Promise<Installation> {
  const mongodb = { uri: inject('mongoUri'), database: `e2e-${crypto.randomUUID()}` }
  const temporal = { address: inject('temporalAddress'), namespace: await testNamespace() }
  const original = configFor(directory, { temporal, mongodb, apiPort: await freePort() }, gear)
  const configFile = writeConfig(directory, original)
  const parts: Part[] = []
  const installation: Installation = {
    config: original,
    configFile,
    configure,
    start,
    startApi,
    cli,
    json,
    whatHappened,
    stop,
  }
  return installation

  function configure(change: Partial<ConfigText>): void {
    installation.config = { ...installation.config, ...change }
    writeConfig(directory, installation.config)
  }

  function start(name: 'worker' | 'api'): Part {
    const part = startPart(name, configFile, directory)
    parts.push(part)
    return part
  }

  async function startApi(): Promise<Part> {
    const part = start('api')
    await ready(installation.config, part)
    return part
  }

  function cli(...args: string[]): Promise<Ran> {
    return runCli([...args, '--config', configFile], {}, directory)
  }

  async function json<T>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await cli(...args, '--json')
    if (code === 0) return JSON.parse(stdout) as T
    throw new Error(`straggler ${args.join(' ')} ended with ${code}: ${stderr}`)
  }

  async function whatHappened(hostname: string): Promise<string> {
    const said = await Promise.all([
      cli('case', hostname),
      cli('trail', 'tail', '--host', hostname, '--last', '200'),
    ])
    return [...said.map(({ stdout, stderr }) => stdout + stderr), ...parts.map((part) => part.said())].join(
      '\n\n',
    )
  }

  async function stop(): Promise<void> {
    await Promise.all(parts.map((part) => part.stop()))
    const store = await openStore(mongodb.uri, mongodb.database)
    await store.db.dropDatabase()
    await store.close()
  }
}

async function ready({ api, dataDirectory }: ConfigText, part: Part): Promise<void> {
  const token = join(dataDirectory, 'tokens', 'approver')
  for (let tries = 0; tries < 150; tries++) {
    const answers = await fetch(`${api.publicUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers && existsSync(token)) return
    await sleep(200)
  }
  throw new Error(`the API does not become ready:\n${part.said()}`)
}
