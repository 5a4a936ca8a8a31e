import type { Located } from '../../domain/effect.ts'
import { isPenalty, type Rung } from '../../domain/rung.ts'
import type { CaseContext } from './contract.ts'
import { isServer } from './due.ts'

/** The host's place, role and ladder are known now. Steps already done are not done again. */
export function located(c: CaseContext, found: Located): CaseContext {
  const { role, attachment, band, deadline } = found
  const known = { ...c, role, attachment, band, deadline }
  const why = whyNoPenalty(known)
  const plan = why ? found.plan.filter(({ kind }) => !isPenalty(kind)) : found.plan
  const removed = found.plan.filter((rung) => !plan.includes(rung)).map(({ kind }) => ({ kind, why }))
  const skipped = [...found.skipped, ...removed].filter(
    (one) => !c.skipped.some(({ kind, why: known }) => kind === one.kind && known === one.why),
  )
  return {
    ...known,
    plan,
    skipped: [...c.skipped, ...skipped],
    rung: doneAlready(c, plan),
    seenAt: found.seenAt === null ? c.seenAt : Math.max(found.seenAt, c.seenAt ?? 0),
  }
}

/** A second lock: whatever plan comes in, these hosts are never penalised. */
function whyNoPenalty(c: CaseContext): string {
  if (c.kind === 'unreported') return 'no report has named the host; it is never penalised'
  return isServer(c) ? 'a server is never penalised' : ''
}

function doneAlready(c: CaseContext, plan: Rung[]): number {
  const first = plan.findIndex(({ kind }, index) => index >= c.rung || kind !== c.plan[index]?.kind)
  return first === -1 ? plan.length : first
}
