import type { EffectKind } from '../effect.ts'
import { isAccount } from '../rung.ts'
import type { Policy } from './schema.ts'

/** When a penalty that begins now ends by itself (R11), epoch milliseconds. */
export const leaseEnd = ({ leases }: Pick<Policy, 'leases'>, kind: EffectKind, now: number): number =>
  now + (isAccount(kind) ? leases.account : leases.port)
