import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until an answer comes; fails with the last fault when the time is over or the signal aborts. */
export async function waitUntilReady(ask: () => Promise<void>, withinMs: number, signal?: AbortSignal) {
  const deadline = Date.now() + withinMs
  for (;;) {
    signal?.throwIfAborted()
    try {
      return await ask()
    } catch (fault) {
      if (Date.now() > deadline) throw fault
      await sleep(50)
    }
  }
}
