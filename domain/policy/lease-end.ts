import type { EffectKind } from '../effect.ts'
import type { Policy } from './schema.ts'

/** When a penalty that begins now ends by itself (R11), epoch milliseconds. */
export const leaseEnd = ({ leases }: Pick<Policy, 'leases'>, kind: EffectKind, now: number): number =>
  now + (kind === 'port' || kind === 'disconnect' ? leases.port : leases.account)
