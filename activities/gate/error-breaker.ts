import type { Db } from 'mongodb'
import { breakerFault, resetAt } from '../../domain/gate/breaker.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { type BreakerTrip, lastTrip, markTripTold, tripBreaker } from '../../store/breaker.ts'
import { killSwitch } from '../../store/settings.ts'
import { tallySince } from '../../store/tally.ts'
import type { Trail } from '../../trail/append.ts'
import { systemChain } from '../../trail/entry.ts'

export interface BreakerParts {
  db: Db
  trail: Trail
  policy: Pick<Policy, 'errorBreaker' | 'times'>
  now?: () => number
}

/** Why the error breaker has tripped (R5); null while it has not, or once a person has reset it. */
export type ErrorBreaker = () => Promise<string | null>

const day = 24 * 60 * 60_000

/** Counts how penalties and undos end, and trips when a limit is passed; only a person resets it. */
export function createBreaker({ db, trail, policy, now = Date.now }: BreakerParts): ErrorBreaker {
  const { errorBreaker: limits, times } = policy
  const rule = { limits, unverifiedAfter: times.write }
  const lookBack = Math.max(limits.reversedWithin, limits.failedWithin, day)

  return async () => {
    const stop = await killSwitch(db)
    const reset = resetAt(stop)
    const standing = await lastTrip(db)
    if (standing && standing.trippedAt > reset) return told(standing)
    if (stop?.on) return null
    const at = now()
    const fault = breakerFault(await tallySince(db, Math.max(reset, at - lookBack)), rule, at, reset)
    if (fault === null) return null
    await tripBreaker(db, { trippedAt: at, why: fault, told: false }, reset)
    const trip = await lastTrip(db)
    return trip && told(trip)
  }

  /** The trip holds before its entry is written; whoever comes next writes what a dead run has left out. */
  async function told(trip: BreakerTrip): Promise<string> {
    const { trippedAt, why } = trip
    if (!trip.told) {
      await trail.append(entryOf(trip))
      await markTripTold(db, trippedAt)
    }
    return `the error breaker tripped at ${new Date(trippedAt).toISOString()}: ${why}`
  }
}

const entryOf = ({ trippedAt, why }: BreakerTrip): Parameters<Trail['append']>[0] => ({
  hostRef: systemChain,
  scope: 'breaker',
  step: String(trippedAt),
  kind: 'decision',
  actor: { type: 'system', ref: 'gate' },
  action: 'breaker.trip',
  after: { grants: 'none until a person says straggler start' },
  reason: { rule: 'R5', why },
})
