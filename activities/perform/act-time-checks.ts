import { type Effect, effectKey } from '../../domain/effect.ts'
import type { TargetRef } from '../../domain/target.ts'
import type { Penalisable, Refusal } from '../penalisable.ts'
import type { EffectContext } from './effect-context.ts'
import type { Grant, PenaltyDeps } from './penalty-deps.ts'

/**
 * Every reason not to write now, right before the write; null when there is none. What cannot be checked
 * throws, and so stops it. The kill switch comes last: nothing takes long between it and the write (R12).
 */
export async function refusalNow(
  deps: PenaltyDeps,
  penalisable: Penalisable,
  target: TargetRef,
  effect: Effect,
  context: EffectContext,
): Promise<Refusal | null> {
  return (
    withoutGrant(await deps.grants.read(effectKey(effect)), context.now()) ??
    elsewhere(await penalisable.find(context.host), target) ??
    (await penalisable.forbid(target, context.host)) ??
    (await deps.permit(effect)) ??
    stopped(await deps.killSwitch())
  )
}

function withoutGrant(grant: Grant | null, now: number): Refusal | null {
  if (grant === null) return { rule: 'R2', why: 'the gate has granted no such effect' }
  if (grant.returnedAt !== null) return { rule: 'R2', why: 'the grant was given back' }
  // A key that was used and whose target is not held any more has been released: it is not done again.
  if (grant.usedAt !== null) return { rule: 'R2', why: 'the grant was used before' }
  if (grant.validUntil <= now) return { rule: 'R2', why: 'the grant has lapsed' }
  return null
}

function elsewhere(found: Awaited<ReturnType<Penalisable['find']>>, target: TargetRef): Refusal | null {
  if ('refusal' in found) return found.refusal
  if (found.target.id === target.id) return null
  return { rule: 'R8', why: 'the host is no longer where it was a moment ago' }
}

function stopped(killSwitch: { on: boolean } | null): Refusal | null {
  return killSwitch?.on ? { rule: 'R12', why: 'the kill switch is on' } : null
}
