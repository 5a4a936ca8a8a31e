import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Where downloaded and built servers are kept: outside the checkout, so that a fresh clone finds them. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME
  // The XDG base directory specification says that a relative path is to be ignored.
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'straggler')
}
