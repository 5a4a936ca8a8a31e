import { isDeepStrictEqual } from 'node:util'
import { type Effect, type EffectResult, effectKey } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import {
  begin,
  free,
  type Holder,
  join,
  newTarget,
  planHold,
  type Reading,
  standing,
  type Target,
  type TargetRef,
} from '../../domain/target.ts'
import { transient } from '../failure.ts'
import type { Refusal } from '../penalisable.ts'
import { refusalNow } from './act-time-checks.ts'
import { closeTarget } from './close-target.ts'
import { recordDecision } from './decision.ts'
import type { EffectContext, PerformEffect } from './effect-context.ts'
import type { PenaltyDeps } from './penalty-deps.ts'
import { settle } from './settle.ts'
import { ask, inTurn, noteAttempt, readTarget, type TargetRun, turnOf } from './target-run.ts'
import { asFailure } from './within.ts'

interface Penalty extends TargetRun {
  effect: Effect
  context: EffectContext
}

/** Closes a target on behalf of a case, or joins those for whom it is closed already. */
export function createPenalise(deps: PenaltyDeps): PerformEffect {
  return async (effect, context) => {
    const penalisable = deps.penalisables[effect.kind as PenaltyKind]
    if (!penalisable) return refused({ rule: 'adapter', why: `nothing here can do ${effect.kind}` })
    const penalty = { deps, penalisable, key: effectKey(effect), effect, context }
    try {
      for (;;) {
        const result = await advance(penalty)
        if (result) return result
      }
    } catch (error) {
      throw asFailure(error)
    }
  }
}

/** One look at the target and what follows from it; null: it moved on meanwhile, look again. */
async function advance(penalty: Penalty): Promise<EffectResult | null> {
  const { deps, key, context } = penalty
  const found = await targetFor(penalty)
  if ('refusal' in found) return refused(found.refusal)
  const { target, ref } = found
  context.observe({ target: target.id, personal: { name: ref.name } })
  switch (planHold(target, key, context.now())) {
    case 'wait':
      throw transient(`${target.name} is being written by another case`, 'it is tried again')
    case 'settle':
      await settle(penalty, target)
      return null
    case 'refuse':
      return refused({ rule: 'I3', why: `${target.name} waits for a person: ${target.found}` })
    case 'conflict':
      return { type: 'effect.conflict', target: target.id, found: target.found ?? '' }
    case 'done':
      await deps.grants.markUsed(key, context.now())
      return { type: 'effect.done', ref: target.id }
    case 'join':
      return joinHolders(penalty, target)
    case 'begin':
      return hold(penalty, target, ref)
  }
}

/** Our own target once we hold it: a host behind a shut port is not found on it any more. */
async function targetFor({ deps, penalisable, key, context, ...run }: Penalty) {
  const held = await deps.targets.heldBy(key)
  if (held) return { target: held, ref: held as TargetRef }
  const found = await ask({ deps, penalisable, key, context, ...run }, () => penalisable.find(context.host))
  if ('refusal' in found) return found
  const ref = found.target
  const stored = await deps.targets.read(ref.id)
  if (stored) return { target: stored, ref }
  await deps.targets.insert(newTarget(ref))
  return { target: newTarget(ref), ref }
}

async function hold(penalty: Penalty, target: Target, ref: TargetRef): Promise<EffectResult | null> {
  const { deps, context } = penalty
  const reading = await readTarget(penalty, target)
  if (reading.state === 'closed') return refused(closedByOthers(target))
  context.observe({ before: { state: reading.state }, personal: { prior: JSON.stringify(reading.prior) } })
  const mine = begin(target, ref, await holder(penalty), reading.prior, turnOf(penalty))
  if (!(await deps.targets.replace(mine))) return null
  const ready = await prepare(penalty, mine, reading).catch(async (error) => {
    // Nothing was written yet: what somebody else does to the target from now on is not our attempt.
    await deps.targets.replace(free(mine)).catch(() => false)
    throw error
  })
  if (ready === 'go') return inTurn(penalty, mine, () => closeTarget(penalty, mine, reading))
  await deps.targets.replace(free(mine))
  return ready === 'changed' ? null : refused(ready)
}

/** The last checks, then the two records that have to stand before the device is written. */
async function prepare(
  penalty: Penalty,
  mine: Target,
  reading: Reading,
): Promise<'go' | 'changed' | Refusal> {
  const { deps, penalisable, effect, context } = penalty
  const refusal = await ask(penalty, () => refusalNow(deps, penalisable, mine, effect, context))
  if (refusal) return refusal
  if (!isDeepStrictEqual(await readTarget(penalty, mine), reading)) return 'changed'
  await recordDecision(deps.trail, effect, mine, reading)
  await noteAttempt(penalty, mine, reading.prior)
  return 'go'
}

async function joinHolders(penalty: Penalty, target: Target): Promise<EffectResult | null> {
  const { deps, penalisable, key, effect, context } = penalty
  const refusal = await ask(penalty, () => refusalNow(deps, penalisable, target, effect, context))
  if (refusal) return refused(refusal)
  const reading = await readTarget(penalty, target)
  const whose = standing(target, reading, true)
  if (whose === 'open') return refused(openedByOthers(target))
  if (whose !== 'ours') return refused(closedByOthers(target))
  if (!(await deps.targets.replace(join(target, await holder(penalty))))) return null
  await deps.grants.markUsed(key, context.now())
  return { type: 'effect.done', ref: target.id }
}

async function holder({ deps, key, effect, context }: Penalty): Promise<Holder> {
  const since = context.now()
  const until = await deps.leaseEnd(effect, since)
  return { key, caseId: effect.caseId, hostRef: effect.hostRef, since, until }
}

const refused = (refusal: Refusal): EffectResult => ({ type: 'effect.refused', ...refusal })

const closedByOthers = ({ name }: Target): Refusal => ({
  rule: 'I4',
  why: `${name} was closed by somebody else already; it is left alone`,
})

const openedByOthers = ({ name }: Target): Refusal => ({
  rule: 'I3',
  why: `${name} was opened by somebody else while it was held; it is left alone`,
})
