import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isAlive } from './is-alive.ts'

/** What the data directory remembers of its running server, for the start after a `kill -9` of the parent. */
export interface ServerRecord {
  readonly pid: number
  readonly port: number
  /** A text in the process's command line that no other process has. */
  readonly mark: string
}

/** The recorded server, or undefined when it does not run any more. */
export async function readServerRecord(file: string): Promise<ServerRecord | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const record = JSON.parse(text) as ServerRecord
  return isAlive(record.pid) && (await bearsMark(record)) ? record : undefined
}

/** Records a server that was just started. */
export async function writeServerRecord(file: string, record: ServerRecord): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(record))
  await rename(`${file}.new`, file)
}

/** Forgets a server that was stopped. */
export async function removeServerRecord(file: string): Promise<void> {
  await rm(file, { force: true })
}

/** Process ids are used again: another process under the same id must be neither reused nor stopped. */
async function bearsMark({ pid, mark }: ServerRecord): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return commandLine === undefined ? process.platform !== 'linux' : commandLine.includes(mark)
}
