import type { CaseTimes } from '../../../domain/case.ts'
import type { PenaltyKind } from '../../../domain/rung.ts'

/** R11, read a second time from the design and not from the machine. */
export const leaseFor = (kind: PenaltyKind, times: CaseTimes): number =>
  kind === 'machineAccount' || kind === 'userAccount' ? times.accountLease : times.portLease
