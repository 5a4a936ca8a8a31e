import type { Rung } from '../../../domain/rung.ts'
import { hour, rung } from '../test-case.ts'

/** Ladders with every sort of rung in either order, so that both penalty states are the first and the last. */
export const walkedPlans: Record<'accountFirst' | 'portFirst', Rung[]> = {
  accountFirst: [
    rung('ownerNotice', 0),
    rung('ticket', hour),
    rung('machineAccount', hour),
    rung('managementNotice', hour),
    rung('port', hour, { approval: true, leavesDeploy: true }),
  ],
  portFirst: [
    rung('ownerNotice', 0),
    rung('ticket', hour),
    rung('port', hour),
    rung('managementNotice', hour),
    rung('machineAccount', hour, { approval: true }),
  ],
}
