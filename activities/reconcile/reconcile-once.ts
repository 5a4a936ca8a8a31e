import { cursorOf, saveCursor } from '../../store/cursors.ts'
import type { Reconciled } from '../../workflows/reconcile/workflow.ts'
import { closeIntents, type IntentDeps } from './close-intents.ts'
import { type ReleaseOrphansDeps, releaseOrphans } from './release-orphans.ts'

export type ReconcileDeps = ReleaseOrphansDeps &
  IntentDeps & {
    /** Milliseconds that the longest effect may take with all its tries; younger intents are not looked at. */
    longestEffect: number
    now?: () => number
  }

export interface ReconciledIntents extends Reconciled {
  /** Intents of dead cases that have their outcome now. */
  closedIntents: number
  /** Effects of running cases that should have ended long ago, as `<caseId>:<seq> <kind>`. */
  stuck: string[]
}

/** Gives intents of dead cases their outcome, then releases what is held on behalf of nobody. */
export async function reconcileOnce(deps: ReconcileDeps): Promise<ReconciledIntents> {
  const { db, now = Date.now, longestEffect } = deps
  const after = (await cursorOf(db, 'intents')) ?? { ts: 0, key: '' }
  const { closed, stuck, next } = await closeIntents(deps, after, now() - longestEffect)
  await saveCursor(db, { _id: 'intents', ...next })
  return {
    ...(await releaseOrphans(deps)),
    closedIntents: closed.length,
    stuck: stuck.map(({ caseId, seq, kind }) => `${caseId}:${seq} ${kind}`),
  }
}
