import type { CaseContext, CaseEvent, Decision, Held } from './contract.ts'
import { leaseOf, nextAccountRung } from './due.ts'
import { ours } from './held.ts'
import { rungSkipped } from './rung-done.ts'

type Decide = Extract<CaseEvent, { type: 'decide' }>

/** What a person may answer to the question that is open, and to none else. */
export function choices(c: CaseContext): Decision[] {
  switch (c.asking?.ask) {
    case 'approval':
      return ['disable', 'skip']
    case 'unreachable':
      return nextAccountRung(c) >= 0 ? ['disable', 'retire', 'look'] : ['retire', 'look']
    case 'investigating':
      return ['repair', 'retire', ...(ours(c).length > 0 ? (['renew'] as const) : []), ...disputed(c)]
    case 'conflict':
      return ['leave', 'retry']
    default:
      return []
  }
}

const disputed = (c: CaseContext): Decision[] =>
  c.held.some(({ conflict }) => conflict !== undefined) ? ['leave', 'retry'] : []

/** The event answers the question that is open, with one of its choices. */
export const answersQuestion = (c: CaseContext, event: CaseEvent): event is Decide =>
  event.type === 'decide' && event.ask === c.asking?.seq && choices(c).includes(event.decision)

/** While the cause is sought, a word about what is held does not end the search. */
const staysOpen = (c: CaseContext, decision: Decision) =>
  c.asking?.ask === 'investigating' && ['renew', 'leave', 'retry'].includes(decision)

const letGo = ({ conflict, ...held }: Held): Held =>
  conflict === undefined ? held : { ...held, leave: true }

/** What a person's decision tells. */
export function decided(c: CaseContext, event: Decide): CaseContext {
  if (!answersQuestion(c, event)) return c
  const answered = { ...c, asking: staysOpen(c, event.decision) ? c.asking : null }
  switch (event.decision) {
    case 'disable':
      return c.asking?.ask === 'unreachable'
        ? { ...answered, approval: { by: event.by, rung: nextAccountRung(c) } }
        : answered
    case 'skip':
      return rungSkipped(answered, `denied by ${event.by}: ${event.reason}`)
    case 'retire':
      return { ...answered, outcome: 'retired' }
    case 'renew':
      return { ...answered, held: c.held.map((held) => ({ ...held, until: c.at + leaseOf(c, held.kind) })) }
    case 'leave':
      return { ...answered, held: c.held.map(letGo) }
    case 'retry':
      return { ...answered, held: c.held.map(({ conflict: _, ...held }) => held) }
    default:
      return answered
  }
}
