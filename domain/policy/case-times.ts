import type { CaseTimes } from '../case.ts'
import type { Policy } from './schema.ts'

/** What a policy says about the times of one case; fixed for the case at its start. */
export const caseTimes = ({ times, leases, attemptsBeforePenalty, cycles }: Policy): CaseTimes => ({
  ...times,
  accountLease: leases.account,
  portLease: leases.port,
  attemptsBeforePenalty,
  cycles,
})
