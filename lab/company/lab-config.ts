import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import type { LabDirectory } from '../directory/lab-directory.ts'
import { type LabPorts, labFiles } from './paths.ts'
import type { Company } from './small-company.ts'

/** What of the lab is only known once it runs. */
export interface LabAddresses {
  temporal: string
  mongo: string
  apiPort: number
  ports: LabPorts
  directory: LabDirectory | null
}

/** Secrets of the lab: the same everywhere, they protect nothing. */
export const labSecrets = {
  readCommunity: 'lab-read',
  writeCommunity: 'lab-write',
  patchTool: 'lab-patch-tool',
}

/** Writes the straggler.yaml of the lab; the production code reads it like any other. */
export function writeLabConfig(dataDirectory: string, company: Company, addresses: LabAddresses): string {
  const files = labFiles(dataDirectory)
  mkdirSync(files.secrets, { recursive: true, mode: 0o700 })
  const secret = (name: string, value: string) => {
    const file = resolve(files.secrets, name)
    writeFileSync(file, `${value}\n`, { mode: 0o600 })
    return `file:${file}`
  }
  const readCommunity = secret('read-community', labSecrets.readCommunity)
  const writeCommunity = secret('write-community', labSecrets.writeCommunity)
  const token = secret('patch-tool', labSecrets.patchTool)
  const { directory, apiPort, ports } = addresses
  const route = (path: string) => ({
    kind: 'http',
    url: `http://127.0.0.1:${ports.patchTool}/${path}`,
    token,
    timeout: 8_000,
    pollEvery: 200,
  })
  const config = {
    temporal: { address: addresses.temporal },
    mongodb: { uri: addresses.mongo },
    api: { port: apiPort, publicUrl: `http://127.0.0.1:${apiPort}` },
    dataDirectory,
    policyFile: fileURLToPath(new URL('../policy.yaml', import.meta.url)),
    switches: company.switches.map((name, i) => ({
      name,
      address: '127.0.0.1',
      port: ports.firstSwitch + i,
      site: 'lab',
      readCommunity,
      writeCommunity,
    })),
    sweep: { every: 2_000, tellEvery: 4_000 },
    ...(directory && { directory: directoryConfig(directory, secret('directory', directory.password)) }),
    mail: { host: '127.0.0.1', port: ports.mail, from: 'straggler@lab.example' },
    helpDesk: { kind: 'mail', to: 'patch-section@lab.example' },
    managementEmail: 'management@lab.example',
    wake: { addresses: ['127.0.0.1'], ports: [ports.wake], backOff: [4_000], packetEvery: 200 },
    deploy: { install: route('install'), liveCheck: route('live-check'), needs: ['port'] },
  }
  writeFileSync(
    files.config,
    `# Written by \`straggler up\` for its lab at every start.\n${stringify(config)}`,
  )
  return join(files.config)
}

const directoryConfig = ({ kind, url, bindDn, baseDn }: LabDirectory, password: string) => ({
  kind,
  url,
  bindDn,
  baseDn,
  password,
})
