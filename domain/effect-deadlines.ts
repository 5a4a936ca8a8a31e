import type { CaseTimes } from './case.ts'
import type { EffectKind } from './effect.ts'

/** Milliseconds that all runs of an effect may take together, and a single one of them. */
export interface EffectDeadlines {
  all: number
  run: number
  /** A run ends by itself after this, before whoever started it gives it up. */
  budget: number
}

const longestWrite = 60_000
/** Above the slowest adapter's own time-outs. */
const longestSlack = 20_000

/**
 * Waiting kinds use their whole time in one run. A write is given up after a minute at most and tried again:
 * after the death of a worker the next run waits out the dead one's turn, and still has to fit in.
 */
export function effectDeadlines(kind: EffectKind, times: CaseTimes): EffectDeadlines {
  const all = Math.max(1000, timeFor(kind, times))
  const run = waits(kind) ? all : writeRun(times)
  return { all, run, budget: run - Math.min(5000, run / 10) }
}

const writeRun = ({ write }: CaseTimes): number => Math.min(write / 4, longestWrite)

/** How long a write may go on after its run has given up on it; nobody else writes that target meanwhile. */
export const writeSlack = (times: CaseTimes): number => Math.min(writeRun(times), longestSlack)

const waits = (kind: EffectKind): boolean =>
  kind === 'locate' || kind === 'wake' || kind === 'patchAttempt' || kind === 'liveCheck'

function timeFor(kind: EffectKind, times: CaseTimes): number {
  if (kind === 'locate') return times.locate
  if (kind === 'wake') return times.wake
  return kind === 'patchAttempt' || kind === 'liveCheck' ? times.attempt : times.write
}
