import { join } from 'node:path'

/** UDP and TCP ports of the lab on loopback, the same at every start so that configuration stays valid. */
export const labPorts = {
  temporal: 47233,
  mongo: 47017,
  mail: 47025,
  patchTool: 47080,
  wake: 47009,
  ldap: 47389,
  firstSwitch: 47161,
} as const

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
