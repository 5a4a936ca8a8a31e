import type { Host } from '../domain/host.ts'
import type { Reading, TargetRef } from '../domain/target.ts'

export type { Reading, TargetRef } from '../domain/target.ts'

/** Why a target must not be written now. `rule` is R1-R15 of the safety rules. */
export interface Refusal {
  rule: string
  why: string
}

export type Found = { target: TargetRef } | { refusal: Refusal }

/** A kind of target that penalties are done to. Throws on a failure that is worth a retry (see failure.ts). */
export interface Penalisable {
  /** Which target this penalty would hit for this host; looked up live, failing closed. */
  find(host: Host): Promise<Found>
  /** Every protection rule, checked live right before the write; null when it may be written. */
  forbid(target: TargetRef, host: Host): Promise<Refusal | null>
  read(target: TargetRef): Promise<Reading>
  /** Conditional write: succeeds only from the state in `from`; leaves `mark` on the device where it can. */
  close(target: TargetRef, from: Reading, mark: string): Promise<void>
  /**
   * Conditional write back to `prior`; touches nothing but what `close` changed.
   * On a target that is open already it only takes our mark off.
   */
  reopen(target: TargetRef, prior: Reading['prior'], mark: string): Promise<void>
  /** The command by which a person restores `prior` by hand. */
  byHand(target: TargetRef, prior: Reading['prior']): string
}
