import { isPenalty } from '../../domain/rung.ts'
import type { CaseContext, Held } from './contract.ts'

const inFlight = (c: CaseContext, is: (kind: string) => boolean) =>
  Object.values(c.inFlight).some(({ kind }) => is(kind))

/** Something is being given back and not yet confirmed. */
export const undoInFlight = (c: CaseContext): boolean => inFlight(c, (kind) => kind === 'undo')

/** A penalty is being written or given back: until its outcome is known, nothing else is done to a target. */
export const writeInFlight = (c: CaseContext): boolean => undoInFlight(c) || inFlight(c, isPenalty)

/** Held by us and not in dispute. */
export const ours = (c: CaseContext): Held[] => c.held.filter(({ conflict }) => conflict === undefined)

const isExpired = (c: CaseContext) => (held: Held) => held.until <= c.at

const keepsPatchOut = (c: CaseContext) => (held: Held) => c.plan[held.rung]?.leavesDeploy !== true

/** What is to be given back next: the last one first, so that everything is undone in reverse order. */
export function nextToGiveBack(c: CaseContext): Held | undefined {
  return ours(c).findLast((held) => {
    if (c.giveBack === 'all' || isExpired(c)(held) || held.leave) return true
    return c.giveBack === 'deploy' && keepsPatchOut(c)(held)
  })
}

/** A lease has ended and what it covered is still held. */
export const leaseOver = (c: CaseContext): boolean => ours(c).some(isExpired(c))

/** When the first lease ends; one that has ended is looked at again when its undo is tried again. */
export function nextLeaseEnd(c: CaseContext): number {
  const first = Math.min(...ours(c).map(({ until }) => until))
  return first > c.at ? first : c.at + c.times.undoRetry
}
