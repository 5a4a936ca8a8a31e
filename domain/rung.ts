/** Rungs that inform; they touch no account and no port. */
const noticeKinds = ['ownerNotice', 'managerNotice', 'managementNotice'] as const
export type NoticeKind = (typeof noticeKinds)[number]

const accountKinds = ['machineAccount', 'userAccount'] as const
const portKinds = ['port', 'disconnect'] as const

/** Rungs that take something away, each under a grant and a lease. */
export const penaltyKinds = [...accountKinds, ...portKinds] as const
export type PenaltyKind = (typeof penaltyKinds)[number]

export const rungKinds = [...noticeKinds, 'ticket', ...penaltyKinds] as const
export type RungKind = (typeof rungKinds)[number]

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

const isOf = (kinds: readonly string[], kind: string | undefined) =>
  kind !== undefined && kinds.includes(kind)

export const isPenalty = (kind: string | undefined): kind is PenaltyKind => isOf(penaltyKinds, kind)

/** A penalty at an account; the other penalties cut the host off the network. */
export const isAccount = (kind: string | undefined): boolean => isOf(accountKinds, kind)

/** A rung that informs or opens a ticket; it takes nothing away. */
export const isStep = (kind: string | undefined): boolean => isOf(rungKinds, kind) && !isPenalty(kind)
