import type { EffectResult } from '../../domain/effect.ts'
import { isPenalty, isStep, type PenaltyKind } from '../../domain/rung.ts'
import type { CaseContext, InFlight } from './contract.ts'
import { isNoticed, leaseOf, nextRung } from './due.ts'
import { located } from './located.ts'
import { rungDone, rungSkipped } from './rung-done.ts'

type Outcome = EffectResult & { seq: number }

/** The outcome of an effect is known; one that we do not wait for tells nothing. */
export function outcomeKnown(c: CaseContext, outcome: Outcome): CaseContext {
  const { [outcome.seq]: effect, ...inFlight } = c.inFlight
  if (outcome.type === 'patched') return { ...c, inFlight, outcome: 'patched' }
  if (!effect) return c
  const settled = { ...c, inFlight, ...triedNow(effect, c.at) }
  switch (outcome.type) {
    case 'located':
      return located(settled, outcome)
    case 'answered':
      return { ...settled, seenAt: c.at, approval: null }
    case 'attempted':
      return attempted(settled, effect, outcome.reached)
    case 'effect.done':
      return done(settled, effect, outcome.seq, outcome.ref ?? '')
    case 'effect.conflict':
      return disputed(settled, effect, outcome)
    case 'effect.refused':
      return isStop(outcome.rule) && isNext(c, effect)
        ? triedOnTheWay(settled, effect, outcome.why)
        : notDone(settled, effect, `${outcome.rule}: ${outcome.why}`, true)
    case 'effect.failed':
      return outcome.passing && isNext(c, effect)
        ? triedOnTheWay(settled, effect, [outcome.why, outcome.advice].filter(Boolean).join('; '))
        : notDone(settled, effect, outcome.why, false)
  }
}

/** It carries out the rung that is next; the ladder may have become another one while it was under way. */
const isNext = (c: CaseContext, { rung, kind }: InFlight): boolean =>
  rung === c.rung && nextRung(c)?.kind === kind

/** The kill switch (R12) and a grant that lapsed on the way (R2) say nothing about the host: its rung waits. */
const isStop = (rule: string) => rule === 'R12' || rule === 'R2'

/** However it ended: the next try has its interval to wait. */
function triedNow({ kind }: InFlight, at: number): Partial<CaseContext> {
  if (kind === 'locate') return { soughtAt: at }
  if (kind === 'patchAttempt') return { triedAt: at }
  return kind === 'wake' ? { wokeAt: at } : {}
}

/** Only an attempt that reached the host counts; a live check alone is none. */
function attempted(c: CaseContext, { kind }: InFlight, reached: boolean): CaseContext {
  if (!reached) return c
  return { ...c, seenAt: c.at, approval: null, attempts: c.attempts + (kind === 'patchAttempt' ? 1 : 0) }
}

function done(c: CaseContext, effect: InFlight, seq: number, ref: string): CaseContext {
  const { kind } = effect
  if (isPenalty(kind)) return rungTaken(held(c, kind, effect, seq, ref), effect)
  switch (kind) {
    case 'undo':
      return givenBack(c, effect)
    case 'ownerNotice':
      return rungTaken({ ...c, noticedAt: noticeThatCounts(c, effect), noticeTriedAt: null }, effect)
    case 'ticket':
      return rungTaken({ ...c, ticket: ref }, effect)
    case 'closeTicket':
      return { ...c, ticket: null }
    case 'releaseNotice':
      return { ...c, noticedAt: null }
    default:
      return rungTaken(c, effect)
  }
}

/**
 * The first notice since the last interruption counts; a later one does not start the time anew, and one that
 * was written before it speaks of what is no longer so.
 */
function noticeThatCounts(c: CaseContext, { since }: InFlight): number {
  if (isNoticed(c)) return Number(c.noticedAt)
  return since >= c.freshFrom ? c.at : since
}

const rungTaken = (c: CaseContext, effect: InFlight): CaseContext => (isNext(c, effect) ? rungDone(c) : c)

function held(
  c: CaseContext,
  kind: PenaltyKind,
  { rung = c.rung }: InFlight,
  seq: number,
  target: string,
): CaseContext {
  const until = c.at + leaseOf(c, kind)
  return { ...c, held: [...c.held, { seq, kind, rung, until, target }] }
}

function givenBack(c: CaseContext, { of }: InFlight): CaseContext {
  const undone = c.held.find(({ seq }) => seq === of)
  return {
    ...c,
    held: c.held.filter(({ seq }) => seq !== of),
    backTo: undone ? Math.max(undone.rung, c.backTo ?? 0) : c.backTo,
  }
}

/** Somebody else's change: what is unclear stays with the case until a person has decided. */
function disputed(c: CaseContext, effect: InFlight, outcome: Outcome & { type: 'effect.conflict' }) {
  const { seq, target, found } = outcome
  const { kind } = effect
  if (kind === 'undo') return inDispute(c, effect.of, found)
  if (!isPenalty(kind)) return c
  return rungSkipped(inDispute(held(c, kind, effect, seq, target), seq, found), `conflict: ${found}`)
}

const inDispute = (c: CaseContext, seq: number | undefined, found: string): CaseContext => ({
  ...c,
  held: c.held.map((one) => (one.seq === seq ? { ...one, conflict: found } : one)),
})

/** A server that was down, or a password of ours that is wrong, is no reason to spare or to harden anything. */
const triedOnTheWay = (c: CaseContext, { kind }: InFlight, why: string): CaseContext => ({
  ...c,
  noticeTriedAt: kind === 'ownerNotice' ? c.at : c.noticeTriedAt,
  rungTried: { rung: c.rung, at: c.at, why },
})

function notDone(c: CaseContext, effect: InFlight, why: string, refused: boolean): CaseContext {
  const { kind } = effect
  const tried = kind === 'ownerNotice' ? { ...c, noticeTriedAt: c.at } : c
  if (isPenalty(kind) || isStep(kind)) {
    return isNext(c, effect) ? rungSkipped(tried, why) : tried
  }
  if (kind === 'closeTicket' && refused) return { ...c, ticket: null }
  if (kind === 'releaseNotice' && refused) return { ...c, noticedAt: null }
  return c
}
