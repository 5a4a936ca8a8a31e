import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { Reconciled } from '../../workflows/reconcile/workflow.ts'
import { findOrphans, type OrphanDeps, releaseOf } from './find-orphans.ts'

export interface ReleaseOrphansDeps extends OrphanDeps {
  perform(effect: Effect): Promise<EffectResult>
}

/**
 * Releases what is held for a case that no longer runs; what cannot be released is named, never dropped.
 * No case counts as high as the clock, and an earlier try's outcome must not stand for this one: so the time
 * is the undo's number.
 */
export async function releaseOrphans(deps: ReleaseOrphansDeps): Promise<Reconciled> {
  const done: Reconciled = { released: 0, unreleased: [] }
  let seq = Date.now()
  for (const orphan of await findOrphans(deps)) {
    const outcome = await deps.perform(releaseOf(orphan, seq++)).catch((error: Error) => error)
    if ('type' in outcome && outcome.type === 'effect.done') done.released += 1
    else done.unreleased.push(`${orphan.target.id}: ${wordsFor(outcome)}`)
  }
  return done
}

function wordsFor(outcome: EffectResult | Error): string {
  if (outcome instanceof Error) return outcome.message
  if (outcome.type === 'effect.conflict') return `somebody else changed it: ${outcome.found}`
  return 'why' in outcome ? outcome.why : outcome.type
}
