import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a configuration is looked for, in this order, when none is named. */
export const configPlaces = (env: NodeJS.ProcessEnv): string[] => [
  ...(env.STRAGGLER_CONFIG ? [env.STRAGGLER_CONFIG] : []),
  'straggler.yaml',
  join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'straggler', 'straggler.yaml'),
  '/etc/straggler/straggler.yaml',
  // What `straggler up` wrote for its lab; only where nobody has configured anything else.
  join('.straggler', 'straggler.yaml'),
]

/** The first configuration there is; one that `STRAGGLER_CONFIG` names counts even when it is missing. */
export function findConfig(env: NodeJS.ProcessEnv): string | undefined {
  if (env.STRAGGLER_CONFIG) return env.STRAGGLER_CONFIG
  return configPlaces(env).find((place) => existsSync(place))
}
