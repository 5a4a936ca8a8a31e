import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Site } from '../site/start-site.ts'
import { writeFastPolicy } from './fast-policy.ts'

/** Servers and ports of one installation. */
export interface Servers {
  temporal: { address: string; namespace: string }
  mongodb: { uri: string; database: string }
  apiPort: number
}

/** The parts of straggler.yaml that a test changes. */
export type ConfigText = ReturnType<typeof configFor>

/** The configuration of an installation at this site, as an admin would write it. */
export function configFor(directory: string, { temporal, mongodb, apiPort }: Servers, site: Site) {
  const { bridge, mail, fleet } = site
  const dataDirectory = join(directory, 'data')
  mkdirSync(dataDirectory, { recursive: true })
  return {
    temporal,
    mongodb,
    api: { port: apiPort, publicUrl: `http://127.0.0.1:${apiPort}` },
    dataDirectory,
    policyFile: writeFastPolicy(directory),
    switches: [
      {
        name: 'floor-1',
        address: bridge.address,
        port: bridge.port,
        readCommunity: bridge.secrets.readCommunity,
        writeCommunity: bridge.secrets.writeCommunity,
        timeout: 1_000,
        retries: 1,
      },
    ],
    sweep: { every: 1_000, tellEvery: 1_500 },
    directory: directoryOf(directory, site),
    mail: { host: mail.host, port: mail.port, from: 'straggler@corp.example', timeout: 5_000 },
    helpDesk: { kind: 'mail', to: 'patch-section@corp.example' },
    managementEmail: 'board@corp.example',
    wake: { addresses: [bridge.broadcast], ports: [9], packets: 2, packetEvery: 500, backOff: [3_000] },
    deploy: { ...fleet.routes, needs: ['port'] },
  }
}

function directoryOf(directory: string, { directory: { kind, url, bindDn, baseDn, password } }: Site) {
  const file = join(directory, 'directory-password')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return { kind, url, bindDn, baseDn, password: `file:${file}`, timeout: 2_000 }
}

/** Writes the configuration; returns the file. */
export function writeConfig(directory: string, config: ConfigText): string {
  const file = join(directory, 'straggler.yaml')
  writeFileSync(file, stringify(config))
  return file
}
