import { effectKey } from '../../domain/effect.ts'
import { isPenalty } from '../../domain/rung.ts'
import type { CaseContext, CaseEvent } from './contract.ts'

/** Key of the grant that the case is waiting for. */
export const wantedGrant = (c: CaseContext): string | null =>
  c.gate && effectKey({ caseId: c.caseId, seq: c.gate.seq })

/** The gate answers the question that is open. */
export const isOurGrant = (c: CaseContext, event: CaseEvent): boolean =>
  (event.type === 'granted' || event.type === 'refused') && event.key === wantedGrant(c)

/** A grant that nothing waits for and that no effect runs or holds under: it goes back unused. */
export function isLateGrant(c: CaseContext, event: CaseEvent): boolean {
  if (event.type !== 'granted' || isOurGrant(c, event)) return false
  const written = Object.keys(c.inFlight).filter((seq) => isPenalty(c.inFlight[seq]?.kind))
  const inUse = [...written.map(Number), ...c.held.map(({ seq }) => seq)]
  return !inUse.some((seq) => event.key === effectKey({ caseId: c.caseId, seq }))
}
