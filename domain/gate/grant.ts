import type { PenaltyKind } from '../rung.ts'

/** Leave to do one penalty, given by the gate only. */
export interface Grant {
  /** Effect key that it is bound to. */
  key: string
  caseId: string
  penalty: PenaltyKind
  switch?: string
  department?: string
  grantedAt: number
  /** Epoch milliseconds; a write that begins later is refused. */
  validUntil: number
  /** When its target was held; from then on the target's document counts, not the grant. */
  usedAt: number | null
  /** Given back unused. */
  returnedAt: number | null
}

/**
 * Workers' clocks may differ by this much: one that is behind takes a grant for valid that has lapsed for
 * the gate, so a lapsed grant counts a little longer.
 */
export const clockSkew = 60_000

const isUnused = ({ usedAt, returnedAt }: Grant) => usedAt === null && returnedAt === null

/** A write under it may begin. */
export const isValid = (grant: Grant, now: number): boolean => isUnused(grant) && grant.validUntil > now

/** It takes a place under the limits, from the moment it is given: it can be used at any time. */
export const takesPlace = (grant: Grant, now: number): boolean =>
  isUnused(grant) && grant.validUntil + clockSkew > now
