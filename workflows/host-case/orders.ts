import { getExternalWorkflowHandle } from '@temporalio/workflow'
import { effectKey } from '../../domain/effect.ts'
import { effectDeadlines } from '../../domain/effect-deadlines.ts'
import { askGate, type GateAsk, gateId, returnGrant } from '../gate/contract.ts'
import { performEffect } from './activities.ts'
import type { CaseRun, UnderWay } from './case-run.ts'
import type { CaseAction, CaseEvent } from './contract.ts'

/** Starts what the machine ordered. Nothing is awaited here: how it ends is heard as a fact, later. */
export function carryOut(run: CaseRun, actions: CaseAction[]): void {
  for (const action of actions) {
    if (action.type === 'run') runEffect(run, action.params)
    else if (action.type === 'askGate') askForGrant(run, action.params)
    else if (action.type === 'returnGrant') track(run, {}, gate().signal(returnGrant, action.params.key))
  }
}

/** A fact before it is told to the machine, which adds the time. */
export type Fact = CaseEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never

function runEffect(run: CaseRun, order: Extract<CaseAction, { type: 'run' }>['params']) {
  const { hostRef, caseId, times } = run.input
  const one: UnderWay = { endsBy: run.now + effectDeadlines(order.kind, times).all }
  // Giving up takes its own time.
  const givingUp = () => delete one.endsBy
  const done = performEffect({ ...order, hostRef, caseId }, times, givingUp)
  track(
    run,
    one,
    done.then((result) => run.inbox.push({ ...result, seq: order.seq } as Fact)),
  )
}

function askForGrant(run: CaseRun, { seq, penalty }: Extract<CaseAction, { type: 'askGate' }>['params']) {
  const { hostRef, caseId } = run.input
  const { band, deadline } = run.standing.snapshot.context
  const ask: GateAsk = {
    key: effectKey({ caseId, seq }),
    hostRef,
    caseId,
    penalty,
    band,
    deadline: deadline ?? 0,
  }
  track(run, {}, gate().signal(askGate, ask))
}

const gate = () => getExternalWorkflowHandle(gateId)

/** A gate that is not there is asked again by the machine's own `gate` delay; the signal's failure is no fact. */
function track(run: CaseRun, one: UnderWay, work: Promise<unknown>): void {
  run.underWay.add(one)
  void work.catch(() => {}).then(() => run.underWay.delete(one))
}
