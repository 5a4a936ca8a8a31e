import type { Effect } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import type { TargetStore } from '../../store/targets.ts'
import type { Trail } from '../../trail/append.ts'
import type { HeldFile } from '../held/held-file.ts'
import type { Penalisable, Refusal } from '../penalisable.ts'

/** What a run needs to know of a grant (see store/grants.ts). */
export interface Grant {
  validUntil: number
  usedAt: number | null
  returnedAt: number | null
}

/** Where grants are looked up at act time; `_id` of a grant is the effect key. */
export interface Grants {
  read(key: string): Promise<Grant | null>
  markUsed(key: string, at: number): Promise<unknown>
}

/** The outside of penalties and of their undo. */
export interface PenaltyDeps {
  targets: TargetStore
  /** Kinds without an adapter are missing; asking for one is refused. */
  penalisables: Partial<Record<PenaltyKind, Penalisable>>
  held: HeldFile
  trail: Trail
  grants: Grants
  /** R12: read from the store each time; throws when it cannot be read, which stops the effect. */
  killSwitch(): Promise<{ on: boolean } | null>
  /** R1: null where the policy's mode lets this effect happen. */
  permit(effect: Effect): Promise<Refusal | null>
  /** End of the lease of a penalty that begins now (R11), epoch milliseconds. */
  leaseEnd(effect: Effect, now: number): Promise<number>
  /**
   * Milliseconds that a write may go on after its run has given up on it; another run waits that long.
   * Raise it above the slowest adapter's timeouts.
   */
  writeSlack: number
}
