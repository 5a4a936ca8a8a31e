import { caseTime } from './case-clock.ts'
import type { CaseContext } from './contract.ts'

/** The rung is completed: the next one's time counts from here. */
export const rungDone = (c: CaseContext): CaseContext => ({
  ...c,
  rung: c.rung + 1,
  rungFrom: caseTime(c),
})

/** The rung does not happen; its reason is kept for the record. */
export function rungSkipped(c: CaseContext, why: string): CaseContext {
  const rung = c.plan[c.rung]
  return rung ? rungDone({ ...c, skipped: [...c.skipped, { kind: rung.kind, why }] }) : c
}
