import type { Db } from 'mongodb'
import type { CaseClient } from '../../activities/case-client.ts'
import { createBreaker } from '../../activities/gate/error-breaker.ts'
import { createGateActivities } from '../../activities/gate/gate-activities.ts'
import { withTally } from '../../activities/gate/tally-step.ts'
import { createRecord } from '../../activities/record/record-step.ts'
import { prepareGrants } from '../../store/grants.ts'
import { prepareTally } from '../../store/tally.ts'
import { mongoTargets, prepareTargets } from '../../store/targets.ts'
import { createTrail } from '../../trail/append.ts'
import { prepareTrail } from '../../trail/documents.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { caseWorld } from './case-world.ts'
import { costPolicy } from './cost-terms.ts'

/** The activities of both contenders: gate and records are the product's own, effects answer at once. */
export async function costActivities(db: Db, client: CaseClient) {
  await Promise.all([prepareTrail(db), prepareTargets(db), prepareGrants(db), prepareTally(db)])
  const policy = costPolicy()
  const trail = createTrail(db, { log: 'bench', gitSha: 'bench' })
  const breaker = createBreaker({ db, trail, policy })
  const record = createRecord({ db, trail, hostnameOf: async () => 'bench' })
  const fleet = async () => ({ hosts: 1_000_000, ports: 1_000_000, portsPerSwitch: 1_000_000 })
  const world = caseWorld(client.tell)
  const tallied = withTally(db, breaker, record)
  return {
    perform: world.perform,
    giveUp: async () => {
      throw new Error('no effect of the bench fails')
    },
    record: async (step: StepRecord) => {
      await tallied(step)
      world.watch(step)
    },
    ...createGateActivities({ db, targets: mongoTargets(db), policy, breaker, fleet }),
  }
}
