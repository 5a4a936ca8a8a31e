import type { PenaltyNote } from './texts/penalty-note.ts'
import type { Resolution } from './texts/resolution.ts'
import type { TicketFacts } from './texts/ticket.ts'

/** Proof that the help desk has it: how to name the ticket from now on, and what the desk's system answered. */
export interface Filed {
  ref: string
  answer: string
}

/** Whose effect it is; the same key again changes nothing. */
export interface Keyed {
  key: string
}

/** The help desk's system. Throws `permanent` or `transient` (see failure.ts); every call may be repeated. */
export interface HelpDesk {
  /** A case has one ticket, however often and under whatever effect it is opened. */
  open(ticket: TicketFacts): Promise<Filed>
  note(ref: string, note: PenaltyNote & Keyed): Promise<Filed>
  resolve(ref: string, resolution: Resolution & Keyed): Promise<Filed>
}
