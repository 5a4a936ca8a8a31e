/** Rungs that inform; they touch no account and no port. */
export const noticeKinds = ['ownerNotice', 'managerNotice', 'managementNotice'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Rungs that take something away, each under a grant and a lease. */
export const penaltyKinds = ['machineAccount', 'userAccount', 'port', 'disconnect'] as const
export type PenaltyKind = (typeof penaltyKinds)[number]

export type RungKind = NoticeKind | 'ticket' | PenaltyKind

/** One step of a case's ladder. */
export interface Rung {
  kind: RungKind
  /** Milliseconds of case time after the rung before was completed. */
  wait: number
  /** A person has to approve this rung before the gate is asked. */
  approval: boolean
  /** The host can be patched while this penalty is in force, so a repair window leaves it in place. */
  leavesDeploy?: boolean
}

/** A rung that does not apply to this host, kept for the record. */
export interface SkippedRung {
  kind: RungKind
  why: string
}

export const isPenalty = (kind: string | undefined): kind is PenaltyKind =>
  (penaltyKinds as readonly string[]).includes(kind ?? '')

export const isNotice = (kind: string | undefined): kind is NoticeKind =>
  (noticeKinds as readonly string[]).includes(kind ?? '')
