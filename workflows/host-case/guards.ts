import type { HoldKind } from '../../domain/case.ts'
import type { EffectKind } from '../../domain/effect.ts'
import { isAccount, isPenalty, isStep } from '../../domain/rung.ts'
import { caseTime, clockStopped } from './case-clock.ts'
import type { CaseContext, CaseEvent, Decision } from './contract.ts'
import { answersQuestion } from './decided.ts'
import { nextRung, noticeMissing, penaltyDue, rungAt, stallAt, triedTooLong } from './due.ts'
import { isOurGrant } from './grant.ts'
import { leaseOver, nextToGiveBack, ours, writeInFlight } from './held.ts'
import { isLocated, locateAgainAt, seenLately, unseenAt, wakeAgainAt, worthAnAttempt } from './look.ts'

/** What XState hands to a guard: what is known, and the event it is asked about. */
export interface Told {
  context: CaseContext
  event: CaseEvent
}

const running = (c: CaseContext, is: (kind: EffectKind) => boolean) =>
  Object.values(c.inFlight).some(({ kind }) => is(kind))

const inOrder = (c: CaseContext) => ours(c).length === 0 && !writeInFlight(c)

const isInForce = (c: CaseContext) =>
  (nextRung(c)?.kind === 'ticket' && c.ticket !== null) || c.held.some(({ rung }) => rung === c.rung)

/** The questions that machine.ts asks, by the names it uses. All look at the facts, none at the state. */
export const guards = {
  clockStopped: ({ context }: Told) => clockStopped(context),
  controlIs: ({ context }: Told, { hold }: { hold: HoldKind }) => context.holds[hold] !== undefined,

  inFlight: ({ context }: Told, { kind }: { kind: EffectKind }) => running(context, (one) => one === kind),
  stepInFlight: ({ context }: Told) => running(context, isStep),
  penaltyInFlight: ({ context }: Told) => running(context, isPenalty),
  nothingInFlight: ({ context }: Told) => Object.keys(context.inFlight).length === 0,
  /** The event is the outcome of such an effect. */
  ends: ({ context, event }: Told, { kind }: { kind: EffectKind }) =>
    'seq' in event && context.inFlight[event.seq]?.kind === kind,
  changesHeld: ({ context, event }: Told) => {
    const kind = 'seq' in event ? context.inFlight[event.seq]?.kind : undefined
    return kind === 'undo' || isPenalty(kind)
  },

  wasUnreported: ({ context }: Told) => context.kind === 'unreported',
  seenLately: ({ context }: Told) => seenLately(context),
  worthAnAttempt: ({ context }: Told) => worthAnAttempt(context),
  timeToLocate: ({ context: c }: Told) => !isLocated(c) && c.at >= locateAgainAt(c),
  timeToWake: ({ context: c }: Told) => c.at >= wakeAgainAt(c),
  unseenTooLong: ({ context: c }: Told) => c.at >= unseenAt(c),

  ladderUsedUp: ({ context: c }: Told) =>
    nextRung(c) === undefined && (isLocated(c) || caseTime(c) >= stallAt(c)),
  /** The rung is in force already: the ticket is open, the target is held. */
  rungInForce: ({ context }: Told) => isInForce(context),
  triedTooLong: ({ context }: Told) => triedTooLong(context),
  rungNotYet: ({ context: c }: Told) => nextRung(c) !== undefined && caseTime(c) < rungAt(c),
  stepDue: ({ context: c }: Told) =>
    isStep(nextRung(c)?.kind) && !isInForce(c) && caseTime(c) >= rungAt(c) && !clockStopped(c),
  noticeMissing: ({ context }: Told) => noticeMissing(context),
  accountNext: ({ context }: Told) => isAccount(nextRung(context)?.kind),
  portNext: ({ context: c }: Told) => isPenalty(nextRung(c)?.kind) && !isAccount(nextRung(c)?.kind),
  penaltyDue: ({ context }: Told) => penaltyDue(context),
  stalled: ({ context: c }: Told) => nextRung(c) !== undefined && caseTime(c) >= stallAt(c),
  needsApproval: ({ context: c }: Told) => nextRung(c)?.approval === true && c.approval?.rung !== c.rung,
  ourGrant: ({ context, event }: Told) => isOurGrant(context, event),
  rungIsHeld: ({ context: c }: Told) => ours(c).at(-1)?.rung === c.rung - 1,

  somethingHeld: ({ context: c }: Told) => c.held.length > 0 || running(c, isPenalty),
  underLease: ({ context }: Told) => ours(context).length > 0,
  leaseOver: ({ context }: Told) => leaseOver(context),
  mayGiveBack: ({ context: c }: Told) => nextToGiveBack(c) !== undefined && !writeInFlight(c),
  wayIsOpen: ({ context: c }: Told) => nextToGiveBack(c) === undefined && !writeInFlight(c),
  nothingHeld: ({ context }: Told) => inOrder(context),
  inConflict: ({ context: c }: Told) => c.held.some(({ conflict }) => conflict !== undefined),

  seenInWindow: ({ context: c }: Told) =>
    c.seenAt !== null && c.windowFrom !== null && c.seenAt >= c.windowFrom,
  cyclesLeft: ({ context: c }: Told) => c.cycles < c.times.cycles,

  asking: ({ context }: Told) => context.asking !== null,
  answer: ({ context, event }: Told, { is }: { is: Decision }) =>
    answersQuestion(context, event) && event.decision === is,

  goesOn: ({ context }: Told) => context.outcome === null,
  ticketOpen: ({ context }: Told) => context.ticket !== null,
  ownerWasTold: ({ context }: Told) => context.noticedAt !== null,
}
