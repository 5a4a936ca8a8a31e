import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Gear } from '../site/gear-of.ts'
import { writeFastPolicy } from './fast-policy.ts'

/** Servers and ports of one installation. */
export interface Servers {
  temporal: { address: string; namespace: string }
  mongodb: { uri: string; database: string }
  apiPort: number
}

/** What stands in the straggler.yaml of a test. */
export type ConfigText = ReturnType<typeof configFor>

/** The configuration of an installation with this gear, as an admin would write it. */
export function configFor(directory: string, { temporal, mongodb, apiPort }: Servers, gear: Partial<Gear>) {
  const dataDirectory = join(directory, 'data')
  mkdirSync(dataDirectory, { recursive: true })
  return {
    temporal,
    mongodb,
    api: { port: apiPort, publicUrl: `http://127.0.0.1:${apiPort}` },
    dataDirectory,
    policyFile: writeFastPolicy(directory),
    sweep: { every: 1_000, tellEvery: 1_500 },
    ...gear,
  }
}

/** Writes the configuration; returns the file. */
export function writeConfig(directory: string, config: ConfigText): string {
  const file = join(directory, 'straggler.yaml')
  writeFileSync(file, stringify(config))
  return file
}
