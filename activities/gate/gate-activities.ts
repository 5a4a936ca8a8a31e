import type { Db } from 'mongodb'
import type { Fleet } from '../../domain/gate/limits-of.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { mongoGrants } from '../../store/grants.ts'
import { killSwitch } from '../../store/settings.ts'
import type { TargetStore } from '../../store/targets.ts'
import type { GateActivities } from '../../workflows/gate/contract.ts'
import { createDecideAsks } from './decide-asks.ts'
import type { ErrorBreaker } from './error-breaker.ts'
import { lastBatch } from './grant-batch.ts'
import { placesOf } from './places-of.ts'

export interface GateParts {
  db: Db
  targets: TargetStore
  policy: Policy
  breaker: ErrorBreaker
  fleet(): Promise<Fleet>
  now?: () => number
}

/** The gate's hands: reads what is held and granted, decides, stores the grants. */
export function createGateActivities({ db, now = Date.now, ...parts }: GateParts): GateActivities {
  const grants = mongoGrants(db)
  return {
    decideAsks: createDecideAsks({
      ...parts,
      grants,
      placesOf: (hostRefs) => placesOf(db, hostRefs),
      killSwitch: () => killSwitch(db),
      now,
    }),
    async returnGrants(keys) {
      // A batch that a dead run has not completed may hold one of them.
      await lastBatch(grants)
      await Promise.all(keys.map((key) => grants.markReturned(key, now())))
    },
  }
}
