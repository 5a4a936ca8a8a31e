import type { Db } from 'mongodb'
import { type Conditions, decide, type Wanted } from '../../domain/gate/decide.ts'
import { type Fleet, limitsOf } from '../../domain/gate/limits-of.ts'
import { unstaffedUntil } from '../../domain/gate/staffed.ts'
import type { Host } from '../../domain/host.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { stageOf } from '../../domain/policy/stage-of.ts'
import { markGrantReturned, saveGrant } from '../../store/grants.ts'
import { killSwitch } from '../../store/settings.ts'
import type { TargetStore } from '../../store/targets.ts'
import type { GateAnswer, GateAsk } from '../../workflows/gate/contract.ts'
import { readStock } from './read-stock.ts'

export interface GateParts {
  db: Db
  targets: TargetStore
  policy: Policy
  hostOf(hostRef: string): Promise<Pick<Host, 'switch' | 'department' | 'site'> | null>
  fleet(): Promise<Fleet>
  now?: () => number
}

/** A grant that is not used by then has to be asked for again: its evidence is too old (R8). */
const grantFor = 10 * 60_000

/** The gate's hands: reads what is held and granted, decides, stores the grants. */
export function createGateActivities({ db, targets, policy, hostOf, fleet, now = Date.now }: GateParts) {
  async function decideAsks(asks: GateAsk[]): Promise<GateAnswer[]> {
    const wanted = await Promise.all(asks.map((ask) => wantedOf(ask)))
    const conditions = await conditionsNow()
    const verdicts = decide(wanted, await readStock(db, targets, conditions.now), conditions)
    for (const [index, { verdict }] of verdicts.entries()) {
      const ask = asks[index]
      const place = wanted[index]
      if (ask && place && verdict === 'granted') await store(ask, place, conditions.now)
    }
    return verdicts
  }

  async function wantedOf({ key, hostRef, penalty }: GateAsk): Promise<Wanted> {
    const host = await hostOf(hostRef)
    return {
      key,
      penalty,
      ...(host?.switch && { switch: host.switch }),
      ...(host?.department && { department: host.department }),
    }
  }

  async function conditionsNow(): Promise<Conditions> {
    const at = now()
    const until = unstaffedUntil(policy.staffedHours, at)
    return {
      killSwitch: await killSwitch(db),
      mode: (penalty) => policy.modes[stageOf(penalty)],
      outsideStaffedHours: until === null ? null : new Date(until).toISOString(),
      limits: limitsOf(policy, await fleet()),
      now: at,
      grantFor,
    }
  }

  const store = (ask: GateAsk, place: Wanted, at: number) =>
    saveGrant(db, {
      _id: ask.key,
      penalty: place.penalty,
      ...(place.switch && { switch: place.switch }),
      ...(place.department && { department: place.department }),
      caseId: ask.caseId,
      grantedAt: at,
      validUntil: at + grantFor,
      usedAt: null,
      returnedAt: null,
    })

  async function returnGrants(keys: string[]): Promise<void> {
    for (const key of keys) await markGrantReturned(db, key, now())
  }

  return { decideAsks, returnGrants }
}
