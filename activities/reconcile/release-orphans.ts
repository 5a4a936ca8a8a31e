import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { Reconciled } from '../../workflows/reconcile/workflow.ts'
import { findOrphans, type Orphan, type OrphanDeps } from './find-orphans.ts'

export interface ReleaseOrphansDeps extends OrphanDeps {
  perform(effect: Effect): Promise<EffectResult>
}

/** No case counts this high, so an undo on behalf of nobody never takes the number of a case's own effect. */
const beyondAnyCase = 1_000_000_000

/** Releases what is held for a case that no longer runs; what cannot be released is named, never dropped. */
export async function releaseOrphans(deps: ReleaseOrphansDeps): Promise<Reconciled> {
  const done: Reconciled = { released: 0, unreleased: [] }
  for (const orphan of await findOrphans(deps)) {
    const outcome = await deps.perform(undoOf(orphan)).catch((error: Error) => error)
    if ('type' in outcome && outcome.type === 'effect.done') done.released += 1
    else done.unreleased.push(`${orphan.target.id}: ${wordsFor(outcome)}`)
  }
  return done
}

function undoOf({ target, holder }: Orphan): Effect {
  const of = Number(holder.key.slice(holder.key.lastIndexOf(':') + 1))
  const { caseId, hostRef } = holder
  return { caseId, hostRef, seq: beyondAnyCase + of, kind: 'undo', of, penalty: target.kind }
}

function wordsFor(outcome: EffectResult | Error): string {
  if (outcome instanceof Error) return outcome.message
  if (outcome.type === 'effect.conflict') return `somebody else changed it: ${outcome.found}`
  return 'why' in outcome ? outcome.why : outcome.type
}
