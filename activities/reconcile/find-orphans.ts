import type { Effect } from '../../domain/effect.ts'
import type { Holder, Target } from '../../domain/target.ts'
import type { TargetStore } from '../../store/targets.ts'
import type { Trail } from '../../trail/append.ts'
import { effectEntryId } from '../perform/records.ts'

/** A target that is held on behalf of nobody who will ever release it. */
export interface Orphan {
  target: Target
  holder: Holder
  why: 'its case is closed or unknown' | 'its case was told that the penalty failed'
}

export interface OrphanDeps {
  targets: TargetStore
  trail: Pick<Trail, 'find'>
  /** Whether the case still runs; throws when that cannot be found out, and then nothing is released. */
  isAlive(holder: Holder): Promise<boolean>
}

/** Every holder for whom a release case has to be started. */
export async function findOrphans(deps: OrphanDeps): Promise<Orphan[]> {
  const orphans: Orphan[] = []
  for await (const target of deps.targets.held()) {
    for (const holder of target.holders) {
      const why = await reasonOf(deps, holder)
      if (why) orphans.push({ target, holder, why })
    }
  }
  return orphans
}

async function reasonOf({ trail, isAlive }: OrphanDeps, holder: Holder): Promise<Orphan['why'] | null> {
  if (!(await isAlive(holder))) return 'its case is closed or unknown'
  const outcome = await trail.find(effectEntryId({ caseId: holder.caseId, seq: seqOf(holder) }, 'outcome'))
  const isFailed = outcome?.result === 'effect.failed' || outcome?.result === 'effect.refused'
  return isFailed ? 'its case was told that the penalty failed' : null
}

const seqOf = ({ key }: Holder): number => Number(key.slice(key.lastIndexOf(':') + 1))

/** The undo that releases an orphan; `seq` has to be one that its case never uses. */
export const releaseOf = ({ target, holder }: Orphan, seq: number): Effect => ({
  hostRef: holder.hostRef,
  caseId: holder.caseId,
  seq,
  kind: 'undo',
  of: seqOf(holder),
  penalty: target.kind,
})
