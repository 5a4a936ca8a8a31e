import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'

const PATIENCE_MS = 10_000

/** Ends a process: SIGTERM first, SIGKILL when it has not ended after 10 s. */
export async function stopProcess(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGTERM')
  const deadline = Date.now() + PATIENCE_MS
  while (isAlive(pid) && Date.now() < deadline) await sleep(25)
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await sleep(25)
}
