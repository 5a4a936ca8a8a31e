import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './is-alive.ts'
import { readServerRecord } from './server-record.ts'
import { stopProcess } from './stop-process.ts'

/** How the data directory of a test run begins; the process id of the run follows. */
export const TEST_DIRECTORY = 'straggler-test-'

/** Stops what test runs that were killed have left running, and removes their data. */
export async function sweepTestServers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(
      name.startsWith(TEST_DIRECTORY) ? name.slice(TEST_DIRECTORY.length).split('-')[0] : NaN,
    )
    if (Number.isNaN(owner) || isAlive(owner)) continue
    const directory = join(tmpdir(), name)
    for (const server of ['temporal', 'mongodb']) {
      const record = await readServerRecord(join(directory, `${server}.json`))
      if (record) await stopProcess(record.pid)
    }
    await rm(directory, { recursive: true, force: true })
  }
}
