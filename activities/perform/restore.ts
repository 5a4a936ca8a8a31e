import type { EffectResult } from '../../domain/effect.ts'
import {
  beginRestore,
  contest,
  free,
  keep,
  type Reading,
  standing,
  type Target,
} from '../../domain/target.ts'
import { transient } from '../failure.ts'
import { failureOf } from './close-target.ts'
import { isRestored, withoutLeftover } from './settle.ts'
import { describe, inTurn, noteProgress, reopenTarget, type TargetRun, turnOf } from './target-run.ts'

/** The last holder goes: gives back exactly what was, or leaves alone what somebody else has changed. */
export async function restore(run: TargetRun, target: Target): Promise<EffectResult | null> {
  const sure = target.phase === 'held'
  const mine = beginRestore(target, turnOf(run))
  if (!(await run.deps.targets.replace(mine))) return null
  return inTurn(run, mine, async () => {
    const reading = await withoutLeftover(run, mine)
    run.context.observe({ before: { state: reading.state } })
    const whose = standing(mine, reading, sure)
    if (whose === 'open') return finished(run, mine, 'opened by somebody else')
    if (whose === 'ours') return reopened(run, mine)
    return contested(run, mine, reading)
  })
}

async function reopened(run: TargetRun, mine: Target): Promise<EffectResult> {
  await noteProgress(run, mine, 'restoring')
  const failure = await failureOf(() => reopenTarget(run, mine))
  const after = await withoutLeftover(run, mine)
  if (isRestored(mine, after)) return finished(run, mine, 'as before')
  if (standing(mine, after, true) !== 'ours') return contested(run, mine, after)
  await run.deps.targets.replace(keep(mine))
  throw failure ?? transient(`${mine.name} is still closed after the write`, 'it is tried again')
}

async function finished(run: TargetRun, mine: Target, how: string): Promise<EffectResult> {
  run.context.observe({ after: { state: 'open', how } })
  await noteProgress(run, mine, 'released')
  await run.deps.targets.replace(free(mine))
  return { type: 'effect.done', ref: mine.id }
}

async function contested({ deps, context }: TargetRun, mine: Target, found: Reading): Promise<EffectResult> {
  const what = found.state === 'open' ? 'open, but not as it was before' : describe(found)
  context.observe({ after: { state: found.state } })
  await deps.targets.replace(contest(mine, what))
  return { type: 'effect.conflict', target: mine.id, found: what }
}
