import { type Effect, type EffectKind, type EffectResult, effectKey } from '../../domain/effect.ts'
import type { Host } from '../../domain/host.ts'
import { isPenalty, type RungKind } from '../../domain/rung.ts'
import { type Trail, TrailContradiction } from '../../trail/append.ts'
import { permanent } from '../failure.ts'
import type { Refusal } from '../penalisable.ts'
import type { EffectContext, Observed, PerformEffect } from './effect-context.ts'
import { effectEntryId, intentOf, outcomeOf, resultIn } from './records.ts'

/** What the dispatcher needs besides one function for each kind of effect. */
export interface PerformDeps {
  trail: Trail
  effects: Record<EffectKind, PerformEffect>
  host(hostRef: string): Promise<Host | null>
  /** R12: read from the store before each effect; throws when it cannot be read, which stops the effect. */
  killSwitch(): Promise<{ on: boolean } | null>
  /** R1: null where the policy's mode lets this effect happen. Not asked for an undo. */
  permit(effect: Effect): Promise<Refusal | null>
  /** Milliseconds that one run may take; has to end before the activity's `startToClose`. */
  budget: (kind: EffectKind) => number
  now?: () => number
}

/** What belongs to a release: the kill switch never stops it (R12). */
const releasing: ReadonlySet<EffectKind> = new Set(['undo', 'closeTicket', 'releaseNotice'])

/**
 * The one activity of all effects: intent in the trail, the effect, outcome in the trail. An effect whose
 * outcome stands already is not done again: its result is returned.
 */
export function createPerform(deps: PerformDeps): (effect: Effect) => Promise<EffectResult> {
  const { trail } = deps
  return async (effect) => {
    const known = await trail.find(effectEntryId(effect, 'outcome'))
    if (known) return resultIn(known)
    const { context, observed } = await contextOf(deps, effect)
    await tell(trail, intentOf(effect))
    const refusal = await refusalOf(deps, effect)
    const result: EffectResult = refusal
      ? { type: 'effect.refused', ...refusal }
      : await deps.effects[effect.kind](effect, context)
    await tell(trail, outcomeOf(effect, result, observed))
    return result
  }
}

/** What the run of an effect is told; its time begins here. */
export async function contextOf(deps: PerformDeps, effect: Effect) {
  const { now = Date.now } = deps
  const deadline = now() + deps.budget(effect.kind)
  const host = (await deps.host(effect.hostRef)) ?? strangerFor(effect)
  const { observed, observe } = observer()
  const context: EffectContext = { key: effectKey(effect), host, deadline, now, observe }
  return { context, observed }
}

/** A penalty asks by itself, right before its write: a run before this one may have written already. */
async function refusalOf(deps: PerformDeps, effect: Effect): Promise<Refusal | null> {
  if (effect.kind === 'undo' || isPenalty(effect.kind as RungKind)) return null
  const refusal = await deps.permit(effect)
  if (refusal || releasing.has(effect.kind)) return refusal
  const killSwitch = await deps.killSwitch()
  return killSwitch?.on ? { rule: 'R12', why: 'the kill switch is on' } : null
}

function observer() {
  const observed: Observed = {}
  const observe = ({ personal, ...rest }: Observed) => {
    Object.assign(observed, rest)
    if (personal) observed.personal = { ...observed.personal, ...personal }
  }
  return { observed, observe }
}

async function tell(trail: Trail, draft: Parameters<Trail['append']>[0]): Promise<void> {
  try {
    await trail.append(draft)
  } catch (error) {
    if (!(error instanceof TrailContradiction)) throw error
    throw permanent(error.message, 'two runs of one step disagree: check the target by hand', error)
  }
}

/** A target is given back even when its host has left the inventory: the target's own document says all. */
function strangerFor({ kind, hostRef }: Effect): Host {
  if (kind === 'undo') return { ...stranger, hostRef }
  throw permanent(`host ${hostRef} is not in the inventory`, 'import the inventory again, or retire the case')
}

const stranger: Omit<Host, 'hostRef'> = {
  hostname: 'a host that left the inventory',
  ...{ macs: [], ips: [], tags: [] },
  ...{ role: 'personal', attachment: 'unknown', exposure: 'internal' },
}
