import type { HoldKind } from '../../domain/case.ts'
import { clockAt, withHolds } from './case-clock.ts'
import type { CaseContext, CaseEvent } from './contract.ts'
import { decided } from './decided.ts'
import { planUntilLocated } from './first-context.ts'
import { isOurGrant } from './grant.ts'
import { outcomeKnown } from './outcome-known.ts'
import { rungSkipped } from './rung-done.ts'

/** What an event tells, whatever state the case is in. The states then decide on what is known. */
export function facts(before: CaseContext, event: CaseEvent): CaseContext {
  const c = clockAt(before, event.at)
  return 'seq' in event && event.seq !== undefined ? outcomeKnown(c, event) : heard(c, event)
}

function heard(c: CaseContext, event: CaseEvent): CaseContext {
  switch (event.type) {
    case 'sighted':
      return seen(c, Math.min(event.seenAt, c.at))
    case 'responded':
      return { ...c, refused: event.refuses }
    case 'reported':
      return c.kind === 'unreported' ? nowNormal(c) : c
    case 'refused':
      return isOurGrant(c, event) ? rungSkipped({ ...c, gate: null }, `${event.rule}: ${event.why}`) : c
    case 'patched':
      return { ...c, outcome: 'patched' }
    default:
      return commanded(c, event)
  }
}

function commanded(c: CaseContext, event: CaseEvent): CaseContext {
  switch (event.type) {
    case 'hold':
      return withHold(c, event.hold, event)
    case 'resume': {
      const { [event.hold]: _, ...others } = c.holds
      return withHolds(c, others)
    }
    case 'exempt':
      return event.until === null
        ? { ...c, outcome: 'exempt' }
        : withHold(c, 'exempt', { ...event, until: event.until })
    case 'release':
      return { ...c, outcome: event.outcome }
    case 'retire':
      return { ...c, outcome: 'retired' }
    case 'decide':
      return decided(c, event)
    default:
      return c
  }
}

/** A report has named the host: a normal case from here on, with a ladder of its own and no attempts. */
const nowNormal = (c: CaseContext): CaseContext => ({
  ...c,
  kind: 'unpatched',
  plan: planUntilLocated,
  deadline: null,
  attempts: 0,
  rung: 0,
  freshFrom: c.at,
  inFlight: ofOldLadder(c),
})

/** What is under way was ordered before, by another ladder, and completes no rung of this one. */
const ofOldLadder = (c: CaseContext): CaseContext['inFlight'] =>
  Object.fromEntries(
    Object.entries(c.inFlight).map(([seq, { rung: _, since, ...effect }]) => [
      seq,
      { ...effect, since: Math.min(since, c.at - 1) },
    ]),
  )

/** Approval given for a host that nobody had seen lapses when it is seen. */
const seen = (c: CaseContext, at: number): CaseContext =>
  at > (c.seenAt ?? 0) ? { ...c, seenAt: at, approval: null } : c

function withHold(
  c: CaseContext,
  hold: HoldKind,
  { by, reason, until }: { by: string; reason: string; until?: number },
): CaseContext {
  const held = until === undefined ? { by, reason } : { by, reason, until }
  return withHolds(c, { ...c.holds, [hold]: held })
}
