import { setTimeout as sleep } from 'node:timers/promises'

/** Site -> when the next host may be woken; of this worker. */
const nextTurn = new Map<string, number>()

/** Waits for a host's turn: machines of one site start one after the other, not all at once. */
export async function turnToWake(site: string, hostsPerMinute: number, signal: AbortSignal): Promise<void> {
  const turn = Math.max(Date.now(), nextTurn.get(site) ?? 0)
  nextTurn.set(site, turn + 60_000 / hostsPerMinute)
  await sleep(turn - Date.now(), undefined, { signal })
}
