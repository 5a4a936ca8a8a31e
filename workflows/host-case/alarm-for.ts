import type { Standing } from '../interpret/interpret.ts'
import { nextDue } from '../interpret/timers.ts'
import type { UnderWay } from './case-run.ts'

/** A delay may be heard this much later, milliseconds, when that spares the history a timer. */
const tolerance = 1000

/**
 * The instant for which the case needs a timer, when one is set for `set` now. An effect under way wakes the
 * case as well: its activity ends in time, whatever becomes of it. So a delay that is not due before needs no
 * timer meanwhile, and one that is set for later is left alone. Each effect would cost three events more.
 */
export function alarmFor(
  { standing, underWay }: { standing: Pick<Standing, 'timers'>; underWay: Iterable<UnderWay> },
  set: number | null,
  now: number,
): number | null {
  const due = nextDue(standing.timers)?.fireAt ?? null
  const ends = [...underWay].flatMap(({ endsBy }) => endsBy ?? []).filter((endsBy) => endsBy > now)
  if (ends.length === 0) return due
  const first = Math.min(...ends)
  if (due !== null && due + tolerance < first) return due
  return set !== null && set >= first ? set : null
}
