import type { CaseContext } from './contract.ts'
import { nextLeaseEnd } from './held.ts'
import { nextLook, nextRungLook } from './look.ts'

interface Told {
  context: CaseContext
}

/** Milliseconds until the instant; a delay is never zero, so that a state is always seen. */
const until = (c: CaseContext, instant: number) => Math.max(1, instant - c.at)

/** The first end of a hold; one without an end is brought to mind like any open question. */
function holdEnd(c: CaseContext): number {
  const ends = Object.values(c.holds).flatMap((hold) => hold.until ?? [])
  return ends.length > 0 ? Math.min(...ends) : c.at + c.times.remind
}

/** The delays that machine.ts names, each computed from an instant that the facts give. */
export const delays = {
  look: ({ context: c }: Told) => until(c, nextLook(c)),
  nextRung: ({ context: c }: Told) => until(c, nextRungLook(c)),
  lease: ({ context: c }: Told) => until(c, nextLeaseEnd(c)),
  holdEnd: ({ context: c }: Told) => until(c, holdEnd(c)),
  remind: ({ context: c }: Told) => c.times.remind,
  gate: ({ context: c }: Told) => c.times.gate,
  write: ({ context: c }: Told) => c.times.write,
  window: ({ context: c }: Told) => c.times.window,
  undoRetry: ({ context: c }: Told) => c.times.undoRetry,
}

/** What never stops: leases, ends of holds, reminders, and the tries and alarms of a release. */
export const runsWhileStopped: ReadonlySet<string> = new Set([
  'lease',
  'holdEnd',
  'remind',
  'write',
  'undoRetry',
])
