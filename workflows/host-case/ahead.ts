import { isPenalty } from '../../domain/rung.ts'
import { instantOf } from './case-clock.ts'
import type { CaseContext, CaseView } from './contract.ts'
import { isNoticed } from './due.ts'

/** The first penalty that is still ahead, as R14 wants it announced; without one, the rung after this one. */
export function ahead(c: CaseContext): CaseView['ahead'] {
  const penalty = c.plan.findIndex(({ kind }, place) => place >= c.rung && isPenalty(kind))
  const place = penalty < 0 ? c.rung + 1 : penalty
  const rung = c.plan[place]
  if (!rung) return null
  const waits = c.plan.slice(c.rung, place + 1).reduce((sum, { wait }) => sum + wait, 0)
  const own = instantOf(c, c.rungFrom + waits)
  if (penalty < 0) return { kind: rung.kind, at: own }
  const told = isNoticed(c) ? Number(c.noticedAt) : c.at
  return { kind: rung.kind, at: Math.max(own, c.deadline ?? 0, told + c.times.noticeLead) }
}
