import type { Db } from 'mongodb'
import type { Effect } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import { grants } from '../../store/grants.ts'

/** Kinds of penalty that this case once held; at its end all of them have been given back. */
export async function restoredKinds(db: Db, { caseId }: Pick<Effect, 'caseId'>): Promise<PenaltyKind[]> {
  const used = await grants(db)
    .find({ caseId, usedAt: { $ne: null } })
    .toArray()
  return [...new Set(used.map(({ penalty }) => penalty))]
}
