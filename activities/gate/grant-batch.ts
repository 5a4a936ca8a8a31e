import type { Grant } from '../../domain/gate/grant.ts'
import type { GrantLedger, GrantStore } from '../../store/grants.ts'

/**
 * Number of the batch that was given last; completes what a dead run has left of it. Read before anything
 * that a decision rests on: `giveBatch` then fails if another run has given grants meanwhile.
 */
export async function lastBatch(grants: GrantStore): Promise<number> {
  const ledger = await grants.ledger()
  await complete(grants, ledger)
  return ledger.rev
}

/** Gives these grants, all or none: false when another run of the gate has given some since `rev` (I6). */
export async function giveBatch(grants: GrantStore, rev: number, batch: Grant[]): Promise<boolean> {
  const next = { rev: rev + 1, batch }
  if (!(await grants.moveLedger(next))) return false
  await complete(grants, next)
  return true
}

async function complete(grants: GrantStore, { rev, batch }: GrantLedger): Promise<void> {
  if (batch.length === 0) return
  await Promise.all(batch.map((grant) => grants.put(grant)))
  await grants.settleLedger(rev)
}
