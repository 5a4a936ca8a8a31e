import { readFileSync } from 'node:fs'
import { findMongo } from '../servers/find-mongo.ts'
import { findTemporal } from '../servers/find-temporal.ts'
import type { TestResult } from './test-result.ts'
import { verdict } from './verdict.ts'

const vitestCode = Number(process.argv[2])
const { failed, passed, lines, code } = verdict(readResult(), vitestCode, process.env.CI === 'true')
for (const line of [...(await missingHere()), ...lines]) console.log(line)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = code

function readResult(): TestResult {
  try {
    return JSON.parse(readFileSync(process.env.STRAGGLER_TEST_RESULT ?? '', 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: [] }
  }
}

/** Where something had to be built, its download did not work when this machine was set up. */
async function missingHere(): Promise<string[]> {
  const quiet = { say: () => {}, build: () => Promise.reject(new Error('not now')) }
  const [temporal, mongo] = await Promise.allSettled([findTemporal(quiet), findMongo(quiet)])
  const built = (found: typeof mongo) => found.status === 'fulfilled' && found.value.way === 'built'
  const lines: string[] = []
  if (built(mongo))
    lines.push('not available here: a mongod to download; the tests ran on the embedded server')
  if (built(temporal)) lines.push('not available here: a Temporal CLI to download; it was built with Go')
  return lines
}
