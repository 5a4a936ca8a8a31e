import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow'
import { createAlarmClock } from '../interpret/alarm-clock.ts'
import { step } from '../interpret/interpret.ts'
import { isDue, nextDue } from '../interpret/timers.ts'
import { recordStep } from './activities.ts'
import { type CaseRun, envelopeOf, ladderState, openRun } from './case-run.ts'
import type { CaseAction, CaseCommand, CaseEvent, CaseInput, CaseView } from './contract.ts'
import { mayCommand } from './may-command.ts'
import { command, tell, viewNow } from './messages.ts'
import { carryOut, type Fact } from './orders.ts'
import { isWorthRecording, type StepRecord } from './record.ts'
import { viewOf } from './view.ts'

/** History events of one run before it hands over to the next: short runs replay and migrate quickly. */
const eventsPerRun = 500

/** The case of one host: hears facts, lets the machine decide, has its orders carried out, until it is closed. */
export async function hostCase(input: CaseInput): Promise<CaseView | null> {
  const { run, orders } = openRun(input, Date.now())
  const hear = (fact: Fact) => void run.inbox.push({ ...fact, at: Date.now() } as CaseEvent)
  const alarm = createAlarmClock(() => hearDueDelays(run))
  receive(run, hear)

  if (!input.envelope) await conclude(run, orders, { type: 'opened', at: Date.now() }, 'none', hear)
  while (ladderState(run) !== 'closed') {
    if (run.inbox.length === 0) {
      alarm.set(nextDue(run.standing.timers)?.fireAt ?? null)
      if (isTimeToHandOver(run)) await handOver(run)
      await condition(() => run.inbox.length > 0)
    }
    await hearNext(run, hear)
  }
  alarm.set(null)
  return finish(run)
}

function receive(run: CaseRun, hear: (fact: Fact) => void): void {
  setHandler(tell, (message) => hear(message))
  setHandler(viewNow, () => run.view)
  setHandler(
    command,
    async (order) => {
      if (!run.answers[order.key]) hear(order as Fact)
      await condition(() => run.answers[order.key] !== undefined)
      return run.answers[order.key] ?? { accepted: false, rule: 'closed', why: 'the case is closed' }
    },
    { validator: (order) => refuseAtOnce(run, order) },
  )
}

/** A command that the machine cannot take now never enters the history; the reason reaches the caller. */
function refuseAtOnce(run: CaseRun, order: CaseCommand): void {
  if (run.answers[order.key]) return
  const answer = mayCommand(run.standing.snapshot, order)
  if (!answer.accepted) throw ApplicationFailure.nonRetryable(answer.why, answer.rule)
}

async function hearNext(run: CaseRun, hear: (fact: Fact) => void): Promise<void> {
  const event = run.inbox.shift() as CaseEvent & { key?: string }
  if (event.key !== undefined && isCommand(event)) {
    const answer = mayCommand(run.standing.snapshot, event as unknown as CaseCommand)
    run.answers[event.key] = answer
    if (!answer.accepted) return
  }
  const from = ladderState(run)
  const { actions, ...standing } = step(run.law, run.standing, event)
  run.standing = standing
  await conclude(run, actions, event, from, hear)
}

/** Grants carry a key too, but they are the gate's facts, not a person's command. */
const isCommand = (event: CaseEvent): boolean => 'by' in event && 'reason' in event

/** Writes the step down, then has its orders carried out: no effect without a record of why. */
async function conclude(
  run: CaseRun,
  actions: CaseAction[],
  event: StepRecord['event'],
  from: string,
  hear: (fact: Fact) => void,
): Promise<void> {
  const { hostRef, caseId, kind, machineVersion, policyHash, unpatchedSince, openedAt } = run.input
  const view = viewOf(run.standing.snapshot, run.standing.timers)
  const about = { kind, machineVersion, policyHash, unpatchedSince, openedAt }
  const record = { hostRef, caseId, step: run.step + 1, at: event.at, event, from, actions, view, about }
  if (isWorthRecording(record, run.view)) {
    run.step += 1
    await recordStep(record)
  }
  run.view = view
  carryOut(run, actions, hear)
}

function hearDueDelays(run: CaseRun): void {
  const now = Date.now()
  for (let due = nextDue(run.standing.timers); isDue(due, now); due = nextDue(run.standing.timers)) {
    const { id, event } = due
    run.standing = { ...run.standing, timers: run.standing.timers.filter((timer) => timer.id !== id) }
    run.inbox.push({ type: event, at: now } as unknown as CaseEvent)
  }
}

function isTimeToHandOver(run: CaseRun): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo()
  return run.underWay === 0 && (continueAsNewSuggested || historyLength >= eventsPerRun)
}

async function handOver(run: CaseRun): Promise<void> {
  await condition(allHandlersFinished)
  if (run.inbox.length > 0 || run.underWay > 0) return
  await continueAsNew<typeof hostCase>({ ...run.input, envelope: envelopeOf(run) })
}

/** A report that came while the case was closing starts the host's next case; it is never dropped. */
async function finish(run: CaseRun): Promise<CaseView | null> {
  for (const event of run.inbox as (CaseEvent & { key?: string })[]) {
    if (event.key) run.answers[event.key] = { accepted: false, rule: 'closed', why: 'the case is closed' }
  }
  await condition(allHandlersFinished)
  if (run.inbox.some((event) => event.type === 'reported')) {
    const { envelope: _, openedAt: __, ...input } = run.input
    await continueAsNew<typeof hostCase>({ ...input, caseId: uuid4(), kind: 'unpatched' })
  }
  return run.view
}
