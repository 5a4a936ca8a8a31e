import { followTraps } from '../activities/sweep/follow-traps.ts'
import { sweepAfterTraps } from '../activities/sweep/sweep-after-traps.ts'
import { openTrapReceiver, type TrapReceiver } from '../activities/switch/trap-receiver.ts'
import type { Parts } from './parts/open-parts.ts'

/** Hears the traps of the configured switches and lets each be followed by a read; null without `traps`. */
export async function openTraps(
  { config, db, client }: Pick<Parts, 'config' | 'db' | 'client'>,
  warn: (message: string) => void,
): Promise<TrapReceiver | null> {
  const { traps, switches, sweep } = config
  if (!traps) return null
  const teller = { db, tellEvery: sweep.tellEvery, tell: client.tell }
  const followers = new Map(
    switches.map((one) => [
      one.name,
      followTraps(async (news) => {
        try {
          return await sweepAfterTraps(one, news, teller)
        } catch (error) {
          warn(`not read after a trap: ${(error as Error).message}; see straggler doctor`)
          throw error
        }
      }),
    ]),
  )
  const receiver = await openTrapReceiver(traps, switches, async (name, news) =>
    followers.get(name)?.hear(news),
  )
  return {
    close() {
      receiver.close()
      for (const follower of followers.values()) follower.stop()
    },
  }
}
