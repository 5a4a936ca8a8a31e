import type { Client } from '@temporalio/client'
import { createBreaker } from '../activities/gate/error-breaker.ts'
import { createGateActivities } from '../activities/gate/gate-activities.ts'
import { withTally } from '../activities/gate/tally-step.ts'
import { openUnreported } from '../activities/intake/open-unreported.ts'
import { createTakeReport } from '../activities/intake/take-report.ts'
import { reconcileOnce } from '../activities/reconcile/reconcile-once.ts'
import { createRecord } from '../activities/record/record-step.ts'
import { sweepOnce } from '../activities/sweep/sweep-once.ts'
import { findHost, hosts } from '../store/hosts.ts'
import { isCaseAlive } from './parts/is-case-alive.ts'
import type { Parts } from './parts/open-parts.ts'
import { giveUpOf, performOf } from './parts/perform-of.ts'

/** The only list of activity names: what workflows can have done. */
export function createActivities(parts: Parts, client: Client) {
  const { db, trail, targets, policy, config, terms } = parts
  const perform = performOf(parts)
  const giveUp = giveUpOf(parts)
  const record = createRecord({
    db,
    trail,
    hostnameOf: async (ref) => (await findHost(db, ref))?.hostname ?? '',
  })
  const breaker = createBreaker({ db, trail, policy })
  return {
    perform,
    giveUp,
    record: withTally(db, breaker, record),
    takeReport: createTakeReport({ db, client: parts.client, terms }),
    sweepOnce: () =>
      sweepOnce({
        db,
        switches: config.switches,
        tellEvery: config.sweep.tellEvery,
        tell: parts.client.tell,
      }),
    openUnreported: () =>
      openUnreported({ db, client: parts.client, terms, silentFor: policy.intake.unreportedAfter }),
    reconcileOnce: () =>
      reconcileOnce({
        ...{ db, targets, trail, perform, giveUp },
        isAlive: (holder) => isCaseAlive(client, db, holder),
        longestEffect: Math.max(terms.times.write, terms.times.attempt, terms.times.wake),
      }),
    ...createGateActivities({ db, targets, policy, breaker, fleet }),
  }

  async function fleet() {
    const count = await hosts(db).estimatedDocumentCount()
    return {
      hosts: count,
      ports: count,
      portsPerSwitch: Math.ceil(count / Math.max(1, config.switches.length)),
    }
  }
}
