import type { Actor, EntryDraft, EntryKind, Reason } from '../../trail/entry.ts'
import type { CaseAction } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'

/** The trail's entry about one step of a case: what was heard, what was decided, how the case stands now. */
export function entryOfStep(record: StepRecord): EntryDraft {
  const { hostRef, caseId, event, view, from } = record
  const said = event as { by?: string; reason?: string }
  return {
    hostRef,
    scope: caseId,
    step: `step ${record.step}`,
    kind: kindOf(event.type),
    actor: actorOf(said.by),
    action: `case.${delayAsWord(event.type)}`,
    before: { state: from },
    after: {
      state: view.state,
      control: view.control,
      next: view.next.what,
      orders: record.actions.map(orderAsWord),
    },
    reason: reasonOf(record),
    ...(said.by !== undefined && { personal: { by: said.by, ...(said.reason && { reason: said.reason }) } }),
  }
}

function kindOf(event: string): EntryKind {
  if (event === 'decide') return 'approval'
  if (event === 'hold' || event === 'resume' || event === 'exempt') return 'hold'
  return event === 'note' ? 'note' : 'decision'
}

const actorOf = (by: string | undefined): Actor =>
  by === undefined ? { type: 'system', ref: 'case' } : { type: 'person', ref: 'personal.by' }

function reasonOf({ about, event, view }: StepRecord): Reason {
  const fact = event as { rule?: string; why?: string; evidence?: string; cause?: string; reportId?: string }
  const evidence = [fact.evidence, fact.cause, fact.reportId].filter((one) => one !== undefined)
  return {
    why: fact.why ?? view.next.why,
    policyHash: about.policyHash,
    ...(fact.rule && { rule: fact.rule }),
    ...(evidence.length > 0 && { evidence }),
  }
}

/** `xstate.after.rung.case.ladder...` is said as `delay.rung`. */
const delayAsWord = (event: string): string =>
  event.startsWith('xstate.after.') ? `delay.${event.split('.')[2]}` : event

function orderAsWord(action: CaseAction): string {
  if (action.type === 'run') return `run ${action.params.kind} ${action.params.seq}`
  if (action.type === 'askGate') return `ask the gate for ${action.params.penalty} ${action.params.seq}`
  if (action.type === 'askPerson') return `ask a person: ${action.params.ask} ${action.params.seq}`
  if (action.type === 'skipRung') return `skip ${action.params.kind}: ${action.params.why}`
  if (action.type === 'alarm') return `alarm: ${action.params.what}`
  return action.type
}
