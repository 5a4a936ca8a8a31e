import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Which code wrote an entry of the trail: the commit of a checkout, else the version of the package. */
export function codeVersion(env: NodeJS.ProcessEnv = process.env): string {
  return env.STRAGGLER_GIT_SHA ?? commitOfCheckout() ?? packageVersion()
}

function commitOfCheckout(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return undefined
  }
}

const packageVersion = (): string => JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).version
