import type { Prior, Reading, Target } from '../../domain/target.ts'
import { letGo } from '../../domain/target.ts'
import type { HeldLine } from '../held/held-file.ts'
import type { Penalisable } from '../penalisable.ts'
import type { EffectContext } from './effect-context.ts'
import type { PenaltyDeps } from './penalty-deps.ts'
import { DeadlinePassed, within } from './within.ts'

/** One run of a penalty or of its undo, against one target. */
export interface TargetRun {
  deps: PenaltyDeps
  penalisable: Penalisable
  /** Effect key of the penalty. */
  key: string
  context: Pick<EffectContext, 'deadline' | 'now' | 'observe'>
}

/** Every question to the outside ends with the run. */
export const ask = <T>({ context }: TargetRun, job: () => Promise<T>): Promise<T> =>
  within(context.deadline, context.now(), job)

export const readTarget = (run: TargetRun, target: Target): Promise<Reading> =>
  ask(run, () => run.penalisable.read(target))

/** Writes the device back; only for a target that stores what it was. */
export async function reopenTarget(run: TargetRun, target: Target): Promise<void> {
  const { prior, mark } = target
  if (prior === null || mark === null) throw new Error(`${target.id} stores no prior state`)
  await ask(run, () => run.penalisable.reopen(target, prior, mark))
}

/** This run's turn to write a target. It outlasts the run by as long as a write may still be under way. */
export const turnOf = ({ deps, key, context }: TargetRun) => ({
  key,
  deadline: context.deadline + deps.writeSlack,
})

/** Does a job in this run's turn, and gives the turn back when it fails, with the outcome left open. */
export async function inTurn<T>({ deps }: TargetRun, mine: Target, job: () => Promise<T>): Promise<T> {
  try {
    return await job()
  } catch (error) {
    // After the deadline a write may still be under way: then the turn lapses by itself.
    if (!(error instanceof DeadlinePassed)) await deps.targets.replace(letGo(mine)).catch(() => false)
    throw error
  }
}

/** Appends what became of an attempt to the file that survives both databases. */
export const noteProgress = (
  { deps, context }: TargetRun,
  target: Target,
  event: 'held' | 'restoring' | 'released',
): Promise<void> => deps.held.append({ v: 1, event, ...about(target, context.now()) })

/** Appends all that a restore needs, before the device is written. */
export function noteAttempt({ deps, penalisable, context }: TargetRun, target: Target, prior: Prior) {
  const byHand = penalisable.byHand(target, prior)
  return deps.held.append({ v: 1, event: 'attempting', ...about(target, context.now()), prior, byHand })
}

const about = (
  { id, kind, name, locator, mark }: Target,
  at: number,
): Pick<HeldLine, 'at' | 'key' | 'target'> => ({
  at,
  key: mark ?? '',
  target: { id, kind, name, locator },
})

/** What was found on the device, for a person. */
export function describe({ state, mark }: Reading): string {
  if (state === 'open') return 'open'
  if (mark === undefined) return 'closed, and nothing on it can show by whom'
  return mark === null ? 'closed, without our mark' : `closed, with the mark of ${mark}`
}
