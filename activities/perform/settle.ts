import { isDeepStrictEqual } from 'node:util'
import { isLeftover, settled, type Target, takeOver } from '../../domain/target.ts'
import {
  describe,
  inTurn,
  noteProgress,
  readTarget,
  reopenTarget,
  type TargetRun,
  turnOf,
} from './target-run.ts'

/**
 * Finds out on the device what an interrupted write has led to, and stores it (I17: read back before any
 * retry). Whoever comes next does it, the case that was interrupted or another one.
 */
export async function settle(run: TargetRun, target: Target): Promise<void> {
  const mine = takeOver(target, turnOf(run))
  if (!(await run.deps.targets.replace(mine))) return
  await inTurn(run, mine, async () => {
    const reading = await withoutLeftover(run, mine)
    const next = settled(mine, reading, describe(reading))
    if (next.phase === 'held') await noteProgress(run, mine, 'held')
    if (next.phase === 'free') await noteProgress(run, mine, 'released')
    await run.deps.targets.replace(next)
  })
}

/** Takes off a mark that an interrupted write left on an open target, so that it never becomes a prior state. */
export async function withoutLeftover(run: TargetRun, target: Target) {
  const reading = await readTarget(run, target)
  if (!isLeftover(target, reading)) return reading
  await reopenTarget(run, target)
  return readTarget(run, target)
}

/** Exactly as it was before we closed it. */
export const isRestored = (target: Target, { state, prior }: { state: string; prior: object }): boolean =>
  state === 'open' && isDeepStrictEqual(prior, target.prior)
