import { join } from 'node:path'

/** UDP and TCP ports of one lab, all on loopback. */
export interface LabPorts {
  temporal: number
  mongo: number
  mail: number
  patchTool: number
  wake: number
  /** The other switches' ports follow it. */
  firstSwitch: number
}

/** The ports of a lab that begins here, the same at every start so that configuration stays valid. */
export const labPorts = (base: number): LabPorts => ({
  temporal: base + 233,
  mongo: base + 17,
  mail: base + 25,
  patchTool: base + 80,
  wake: base + 9,
  firstSwitch: base + 161,
})

/** Where the ports of a lab begin unless told otherwise. */
export const usualBase = 47_000

/** Everything of the lab that outlives a restart. */
export const labFiles = (dataDirectory: string) => ({
  config: join(dataDirectory, 'straggler.yaml'),
  inventory: join(dataDirectory, 'lab', 'inventory.csv'),
  report: join(dataDirectory, 'lab', 'report.csv'),
  world: join(dataDirectory, 'lab', 'world.json'),
  mails: join(dataDirectory, 'lab', 'mails.jsonl'),
  directory: join(dataDirectory, 'lab', 'directory'),
  secrets: join(dataDirectory, 'lab', 'secrets'),
})
