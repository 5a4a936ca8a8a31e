import type { Stock } from '../../domain/gate/limits.ts'
import { stockOf } from '../../domain/gate/stock-of.ts'
import type { Target } from '../../domain/target.ts'
import type { GrantStore } from '../../store/grants.ts'
import type { TargetStore } from '../../store/targets.ts'

const day = 24 * 60 * 60_000

/**
 * What is held and granted now. Grants are read before targets: one that turns into a held target in
 * between is counted twice, never not at all (I6).
 */
export async function readStock(grants: GrantStore, targets: TargetStore, now: number): Promise<Stock> {
  const lately = await grants.since(now - day)
  const held: Target[] = []
  for await (const target of targets.held()) held.push(target)
  const known = new Map(lately.map((grant) => [grant.key, grant]))
  const older = held.flatMap(({ holders }) => holders.map(({ key }) => key)).filter((key) => !known.has(key))
  if (older.length > 0) for (const grant of await grants.of(older)) known.set(grant.key, grant)
  return stockOf(lately, held, known)
}
