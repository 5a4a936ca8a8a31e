import type { Attachment, Role } from './host.ts'
import type { PenaltyKind, Rung, RungKind, SkippedRung } from './rung.ts'

/** What a case can ask the outside world for. `patchAttempt` asks the patch tool to install, then checks live. */
export type EffectKind =
  | 'locate'
  | 'wake'
  | 'patchAttempt'
  | 'liveCheck'
  | 'undo'
  | 'closeTicket'
  | 'releaseNotice'
  | RungKind

/** One order of a case to the outside world; host and policy are read from the store by whoever performs it. */
export interface Effect {
  hostRef: string
  caseId: string
  /** Number of the effect within its case; `<caseId>:<seq>` is its idempotency key. */
  seq: number
  kind: EffectKind
  /** For `undo`: the seq of the penalty that is taken back. */
  of?: number
  /** For `undo`: the kind of that penalty. */
  penalty?: PenaltyKind
  /** For `undo`: a person decided that what we find stays (`release --leave`); nothing is written. */
  leave?: true
}

/** Idempotency key of an effect, of its grant, its holder and every record about it. */
export const effectKey = (effect: Pick<Effect, 'caseId' | 'seq'>): string => `${effect.caseId}:${effect.seq}`

/** How an effect ended. An activity's result is the fact that the case's machine hears next. */
export type EffectResult =
  /** Done and read back; `ref` names the ticket, message or target. */
  | { type: 'effect.done'; ref?: string }
  /** A safety rule (R1-R15) or a missing grant forbids it; nothing was written. */
  | { type: 'effect.refused'; rule: string; why: string }
  /**
   * Tried until its deadline; nothing is held. `advice` says what a person can do about it. `passing`: the way to
   * the target failed and not the target, e.g. a server was down or our password is wrong; it is worth another try.
   */
  | { type: 'effect.failed'; why: string; advice: string; passing?: true }
  /** Somebody else changed the target; nothing was overwritten. */
  | { type: 'effect.conflict'; target: string; found: string }
  | Located
  /** A wake was answered; `sign` says by what (ping, TCP, forwarding table, ARP). */
  | { type: 'answered'; sign: string }
  /** The patch tool was asked and the live check still says unpatched, or the host was not reached. */
  | { type: 'attempted'; reached: boolean; cause: string }
  /** A live check or a report says that every finding of the case is patched. */
  | { type: 'patched'; evidence: string }

/** What is known of the host and which rungs therefore apply to it. Times in epoch milliseconds. */
export interface Located {
  type: 'located'
  role: Role
  attachment: Attachment
  band: string
  deadline: number
  seenAt: number | null
  plan: Rung[]
  skipped: SkippedRung[]
}
