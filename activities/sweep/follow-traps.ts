import type { TrapNews } from '../switch/parse-trap.ts'

/** Reads the switch for these traps; gives those that it knows nothing of yet. Says itself why it has failed. */
export type ReadFor = (traps: TrapNews[]) => Promise<TrapNews[]>

export interface FollowOptions {
  /** Least milliseconds between two reads of one switch, 250 unless told; what it says meanwhile is read together. */
  apart?: number
  /**
   * Milliseconds for which a port that came up is read again until a host has spoken there, 45 s unless told. A PC
   * speaks within seconds; spanning tree without edge ports keeps it silent for 30 s (IEEE 802.1D).
   */
  patience?: number
}

export interface TrapFollower {
  hear(trap: TrapNews): void
  stop(): void
}

const longestPause = 5000
/** More different traps than a switch has ports are a flood: the switch is read whole, as after a restart. */
const mostWaiting = 400

/**
 * Follows the traps of one switch with reads, one at a time and never closer than `apart`: a burst, or a flood
 * that somebody forges, costs no more.
 */
export function followTraps(
  read: ReadFor,
  { apart = 250, patience = 45_000 }: FollowOptions = {},
): TrapFollower {
  const waiting = new Map<string, { trap: TrapNews; until: number }>()
  let timer: NodeJS.Timeout | undefined
  let reading = false
  let pause = apart
  let lastRead = Number.NEGATIVE_INFINITY

  function readIn(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void readNow(), Math.max(0, milliseconds)).unref()
  }

  async function readNow(): Promise<void> {
    const these = [...waiting]
    const traps = these.map(([, one]) => one.trap)
    pause = Math.min(pause * 1.5, longestPause)
    reading = true
    const unknown = await read(traps).catch(() => traps)
    reading = false
    lastRead = performance.now()
    for (const [key, one] of these) {
      const isOver = !unknown.includes(one.trap) || lastRead > one.until
      // The same trap may have come again meanwhile, and the read too early for it.
      if (isOver && waiting.get(key) === one) waiting.delete(key)
    }
    if (waiting.size > 0) readIn(pause)
  }

  return {
    hear(news) {
      const isFlood = waiting.size >= mostWaiting
      const trap: TrapNews = isFlood ? { kind: 'restarted' } : news
      if (isFlood) waiting.clear()
      waiting.set(JSON.stringify(trap), { trap, until: performance.now() + patience })
      pause = apart
      if (!reading) readIn(lastRead + apart - performance.now())
    },
    stop() {
      waiting.clear()
      clearTimeout(timer)
    },
  }
}
