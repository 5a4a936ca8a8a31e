import { access, constants, mkdir } from 'node:fs/promises'
import { findConfig } from '../../config/find-config.ts'
import { loadConfig } from '../../config/load.ts'
import { loadPolicy } from '../../config/load-policy.ts'
import type { Config } from '../../config/schema.ts'
import { type Checked, check } from './check.ts'

const leastNode = 24

const node = (): Promise<Checked> =>
  check('node', `use the one that npm install brings: npx straggler`, async () => {
    const major = Number(process.versions.node.split('.')[0])
    if (major < leastNode) throw new Error(`${process.version}, expected ${leastNode} or later`)
    return process.version
  })

const configuration = (path: string | undefined, keep: (config: Config) => void): Promise<Checked> =>
  check('configuration', 'correct what is named, or write straggler.yaml; npm start writes one', async () => {
    keep(loadConfig(path))
    return path ?? findConfig(process.env) ?? ''
  })

const policy = (config: Config): Promise<Checked> =>
  check('policy', 'see every fault: straggler policy check', async () => {
    const { policy, hash } = loadPolicy(config)
    const modes = Object.entries(policy.modes).map(([stage, mode]) => `${stage} ${mode}`)
    return `${policy.name} (${hash.slice(0, 12)}): ${modes.join(', ')}`
  })

const dataDirectory = ({ dataDirectory: place }: Config): Promise<Checked> =>
  check('data directory', `let this user write to it, or set dataDirectory`, async () => {
    await mkdir(place, { recursive: true })
    await access(place, constants.R_OK | constants.W_OK)
    return `${place} can be written`
  })

/** Looks at what needs no server; the configuration comes back when it can be used. */
export async function checkHere(
  path: string | undefined,
): Promise<{ checked: Checked[]; config: Config | undefined }> {
  let config: Config | undefined
  const checked = [
    await node(),
    await configuration(path, (found) => {
      config = found
    }),
  ]
  if (config) checked.push(await policy(config), await dataDirectory(config))
  return { checked, config }
}
