import type { Host } from '../domain/host.ts'
import type { PenaltyKind } from '../domain/rung.ts'

/** What a penalty is done to. */
export interface TargetRef {
  /** `account:<objectGUID or entryUUID>` or `port:<switch>/<ifName>`: one document, one writer. */
  id: string
  kind: PenaltyKind
  /** For people, e.g. `WS-0417$` or `sw-2 Gi1/0/7`; personal data, never in a workflow id. */
  name: string
  /** What the adapter needs to find it again, even with both databases gone; plain JSON, no secrets. */
  locator: Record<string, string | number>
}

/** One live reading of a target. */
export interface Reading {
  /** `closed`: in the state that our penalty would bring about, whoever did it. */
  state: 'open' | 'closed'
  /** The effect key in our ownership mark on the device; null: no mark; undefined: it can hold none. */
  mark: string | null | undefined
  /** All that a release needs to restore exactly what was; plain JSON. */
  prior: Record<string, string | number | boolean | null>
}

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
  /** Conditional write back to `prior`; touches nothing but what `close` changed. */
  reopen(target: TargetRef, prior: Reading['prior'], mark: string): Promise<void>
  /** The command by which a person restores `prior` by hand. */
  byHand(target: TargetRef, prior: Reading['prior']): string
}
