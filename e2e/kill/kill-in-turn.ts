import { setTimeout as sleep } from 'node:timers/promises'
import { planKills } from './plan-kills.ts'
import type { KillableLab, VictimName } from './start-lab.ts'
import type { Witness } from './witness.ts'

/** A `kill -9` that was done. */
export interface Killed {
  victim: VictimName
  /** Epoch milliseconds. */
  at: number
}

/** Longest wait for the company to show an event; without one, a kill hits what goes on unseen. */
const patience = 8_000

/** Kills by the seed's plan, each process being started again before the next kill. */
export async function killInTurn(
  { processes }: KillableLab,
  witness: Witness,
  seed: number,
): Promise<Killed[]> {
  const done: Killed[] = []
  for (const { victim, events, delay, down } of planKills(seed)) {
    await witness.more(events, patience)
    await sleep(delay)
    done.push({ victim, at: Date.now() })
    await processes[victim].kill()
    await sleep(down)
    await processes[victim].start()
  }
  return done
}
