import type { EffectResult } from '../../domain/effect.ts'
import { confirm, contest, free, type Reading, standing, type Target } from '../../domain/target.ts'
import { transient } from '../failure.ts'
import { withoutLeftover } from './settle.ts'
import { ask, describe, noteProgress, type TargetRun } from './target-run.ts'
import { DeadlinePassed } from './within.ts'

/** Writes the device, reads it back, and stores what that shows; in the turn of `mine`. */
export async function closeTarget(run: TargetRun, mine: Target, from: Reading): Promise<EffectResult> {
  const failure = await failureOf(() =>
    ask(run, () => run.penalisable.close(mine, from, mine.mark ?? run.key)),
  )
  const after = await withoutLeftover(run, mine)
  run.context.observe({ after: { state: after.state } })
  switch (standing(mine, after, failure === null)) {
    case 'ours':
      return closed(run, mine)
    case 'open':
      await noteProgress(run, mine, 'released')
      await run.deps.targets.replace(free(mine))
      throw failure ?? transient(`${mine.name} is still open after the write`, 'it is tried again')
    default:
      await run.deps.targets.replace(contest(mine, describe(after)))
      return { type: 'effect.conflict', target: mine.id, found: describe(after) }
  }
}

async function closed({ deps, key, context, ...run }: TargetRun, mine: Target): Promise<EffectResult> {
  await noteProgress({ deps, key, context, ...run }, mine, 'held')
  if (!(await deps.targets.replace(confirm(mine)))) {
    throw transient(`${mine.name} was taken over by another run`, 'it is looked at again')
  }
  await deps.grants.markUsed(key, context.now())
  return { type: 'effect.done', ref: mine.id }
}

/** A failed write may have happened all the same: it is kept until the device was read. */
export async function failureOf(write: () => Promise<void>): Promise<Error | null> {
  try {
    await write()
    return null
  } catch (error) {
    if (error instanceof DeadlinePassed) throw error
    return error instanceof Error ? error : new Error(String(error))
  }
}
