import type { EffectKind } from '../../../domain/effect.ts'
import type { delays } from '../delays.ts'
import type { guards } from '../guards.ts'

/** A condition in plain words, and where it is asked the other way round, its opposite. */
type Words = string | [holds: string, fails: string]

/** What each condition of the machine means. A new one has to be explained here before the page can be made. */
export const conditions: Record<Exclude<keyof typeof guards, 'inFlight' | 'ends' | 'answer'>, Words> = {
  clockStopped: ['a hold stops the case', 'no hold stops the case'],
  controlIs: 'such a hold is the strongest',
  stepInFlight: ['a notice or the ticket is under way', 'no notice and no ticket is under way'],
  penaltyInFlight: ['the write is under way', 'the outcome of the write is known'],
  nothingInFlight: 'nothing is under way',
  changesHeld: 'something was taken or given back',
  wasUnreported: 'no report had named the host before',
  seenLately: 'the host was seen lately',
  worthAnAttempt: 'seen since the last attempt and the retry interval is over',
  timeToLocate: 'the host is not located, and it is time to look it up again',
  timeToWake: 'it is time to wake it again',
  unseenTooLong: "not seen for the policy's time",
  ladderUsedUp: 'the ladder is used up',
  rungInForce: 'the rung is in force already',
  triedTooLong: "the rung was tried in vain for the policy's time",
  rungNotYet: "the rung's time is not over",
  stepDue: 'a notice or the ticket is due',
  noticeMissing: 'a penalty lacks a valid notice',
  accountNext: 'an account is the next rung',
  portNext: 'the port is the next rung',
  penaltyDue: ['all that a penalty needs holds', 'what a penalty needs no longer holds'],
  stalled: "due and not satisfied for the policy's time",
  needsApproval: 'the rung needs an approval',
  ourGrant: 'for this penalty',
  rungIsHeld: 'the penalty is in force',
  somethingHeld: 'something is held',
  underLease: ['something is held', 'nothing is held'],
  leaseOver: 'a lease has ended',
  mayGiveBack: 'something is to be given back',
  wayIsOpen: 'nothing keeps the patch out',
  nothingHeld: 'all is given back',
  inConflict: 'a target is in conflict',
  seenInWindow: 'the host was seen in the window',
  cyclesLeft: 'cycles are left',
  asking: ['a question is open', 'no question is open'],
  goesOn: ['the case goes on', 'the case ends'],
  ticketOpen: 'the ticket is open',
  ownerWasTold: 'the owner was told of the case',
}

/** The effects whose outcome the ladder waits for. */
export const effects: Partial<Record<EffectKind, string>> = {
  locate: 'locating the host',
  wake: 'waking the host',
  patchAttempt: 'the attempt to patch',
  liveCheck: 'the live check',
  undo: 'giving back',
  closeTicket: 'closing the ticket',
  releaseNotice: 'telling the owner',
}

/** What the end of each delay means. */
export const ends: Record<keyof typeof delays, string> = {
  look: 'it is time to look again',
  nextRung: 'it is time to look again',
  lease: 'the lease ends',
  holdEnd: 'the hold ends, or is brought to mind',
  remind: 'it is time for a reminder',
  gate: 'the gate has not answered',
  write: 'there is no answer yet',
  window: 'the window ends',
  undoRetry: 'it is time to try again',
}

/** What each event that moves the ladder means. */
export const events: Record<string, string> = {
  sighted: 'a sighting',
  answered: 'an answer to waking',
  responded: 'a response of the user',
  repair: 'a person orders `repair`',
  patched: 'evidence of being patched',
  release: 'a person orders `release`',
  retire: 'a person orders `retire`',
  exempt: 'a person orders `exempt`',
  hold: 'a person orders `hold`',
  resume: 'a person orders `resume`',
  decide: 'a person decides',
  reported: 'a report names the host',
  granted: 'the gate grants',
  refused: 'the gate refuses',
  'effect.*': 'an outcome',
  'effect.failed': 'a failure',
  'effect.refused': 'a refusal by a safety rule',
  'effect.conflict': 'a conflict',
}
