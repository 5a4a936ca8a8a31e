import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow'
import { type AlarmClock, createAlarmClock } from '../interpret/alarm-clock.ts'
import { step } from '../interpret/interpret.ts'
import { isDue, nextDue } from '../interpret/timers.ts'
import { recordStep } from './activities.ts'
import { alarmFor } from './alarm-for.ts'
import { type CaseRun, envelopeOf, type FirstStep, openRun } from './case-run.ts'
import type { CaseCommand, CaseEvent, CaseInput, CaseView } from './contract.ts'
import { ladderState } from './ladder-state.ts'
import { type Laws, laws } from './laws.ts'
import { mayCommand } from './may-command.ts'
import { command, tell, viewNow, wake } from './messages.ts'
import { carryOut, type Fact } from './orders.ts'
import { isWorthRecording } from './record.ts'
import { viewOf } from './view.ts'

/** What runs of a case go by; tests have other machines and shorter runs. */
export interface RunTerms {
  laws: Laws
  /** History events of one run before it hands over to the next: short runs replay and migrate quickly. */
  eventsPerRun: number
}

/** The case of one host: hears facts, lets the machine decide, has its orders carried out, until it is closed. */
export async function hostCase(input: CaseInput): Promise<CaseView | null> {
  return runCase(input, { laws, eventsPerRun: 500 })
}

/** One run of a case: until it is closed, or until it hands over to the next run. */
export async function runCase(input: CaseInput, terms: RunTerms): Promise<CaseView | null> {
  const { run, first } = openRun(input, terms.laws, Date.now())
  const hear = (fact: Fact) => void run.inbox.push({ ...fact, at: Date.now() } as CaseEvent)
  const alarm = createAlarmClock()
  receive(run, hear)

  if (first) await conclude(run, first, hear)
  while (!isClosed(run)) {
    const event = takeDueDelay(run) ?? run.inbox.shift()
    if (event) await hearNext(run, event, hear)
    else await waitForNews(run, alarm, terms)
  }
  return finish(run, terms)
}

const isClosed = (run: CaseRun): boolean => ladderState(run.standing.snapshot) === 'closed'

function receive(run: CaseRun, hear: (fact: Fact) => void): void {
  setHandler(tell, (message) => hear(message))
  setHandler(wake, (version) => {
    run.toldVersion = Math.max(run.toldVersion, version)
  })
  setHandler(viewNow, () => run.view)
  setHandler(
    command,
    async (order) => {
      if (!run.answers[order.key]) hear(order as Fact)
      await condition(() => run.answers[order.key] !== undefined)
      return run.answers[order.key] ?? closed
    },
    { validator: (order) => refuseAtOnce(run, order) },
  )
}

const closed = { accepted: false, rule: 'closed', why: 'the case is closed' } as const

/** A command that the machine cannot take now never enters the history; the reason reaches the caller. */
function refuseAtOnce(run: CaseRun, order: CaseCommand): void {
  if (run.answers[order.key]) return
  const answer = mayCommand(run.standing.snapshot, order)
  if (!answer.accepted) throw ApplicationFailure.nonRetryable(answer.why, answer.rule)
}

/** One at a time: hearing a delay may disarm the others that are due as well. */
function takeDueDelay(run: CaseRun): CaseEvent | undefined {
  const { snapshot, timers } = run.standing
  const due = nextDue(timers)
  if (!isDue(due, Date.now())) return undefined
  run.standing = { snapshot, timers: timers.filter((timer) => timer !== due) }
  return { type: due.event, at: Date.now() } as unknown as CaseEvent
}

async function waitForNews(run: CaseRun, alarm: AlarmClock, terms: RunTerms): Promise<void> {
  if (isTimeToHandOver(run, terms)) await handOver(run, terms)
  const wanted = () => alarmFor(run, alarm.setFor(), Date.now())
  const at = wanted()
  alarm.set(at)
  await condition(() => run.inbox.length > 0 || isAlarmOver(run) || isOutdated(run) || wanted() !== at)
}

const isAlarmOver = (run: CaseRun): boolean => isDue(nextDue(run.standing.timers), Date.now())

/**
 * Only a `wake` tells a run that there is a newer machine. A look at the code's own version would decide
 * otherwise when an old history is replayed by a newer worker.
 */
const isOutdated = (run: CaseRun): boolean =>
  run.toldVersion > run.input.machineVersion && run.underWay.size === 0

function isTimeToHandOver(run: CaseRun, { eventsPerRun }: RunTerms): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo()
  if (isOutdated(run)) return true
  return run.underWay.size === 0 && (continueAsNewSuggested || historyLength >= eventsPerRun)
}

/** The next run stands under the newest machine that this worker or a `wake` knows of. */
async function handOver(run: CaseRun, { laws: { newest } }: RunTerms): Promise<void> {
  await condition(() => allHandlersFinished() || run.inbox.length > 0)
  if (run.inbox.length > 0) return
  const machineVersion = Math.max(newest, run.toldVersion)
  await continueAsNew<typeof hostCase>({ ...run.input, machineVersion, envelope: envelopeOf(run) })
}

async function hearNext(
  run: CaseRun,
  event: CaseEvent & { key?: string },
  hear: (fact: Fact) => void,
): Promise<void> {
  if (isCommand(event)) {
    if (run.answers[event.key]) return
    const answer = mayCommand(run.standing.snapshot, event as unknown as CaseCommand)
    run.answers[event.key] = answer
    if (!answer.accepted) return
  }
  const { snapshot } = run.standing
  if (event.type === 'reported' && snapshot.context.outcome !== null) run.namedAgain = true
  const next = step(run.law, run.standing, event)
  await conclude(run, { ...next, event, from: ladderState(snapshot) }, hear)
}

/** Grants carry a key too, but they are the gate's facts, not a person's command. */
const isCommand = (event: CaseEvent & { key?: string }): event is CaseEvent & { key: string } =>
  event.key !== undefined && 'by' in event && 'reason' in event

/** Writes the step down, then has its orders carried out: no effect without a record of why. */
async function conclude(run: CaseRun, taken: FirstStep, hear: (fact: Fact) => void): Promise<void> {
  const { snapshot, timers, actions, event, from } = taken
  const { hostRef, caseId, machineVersion, policyHash, unpatchedSince, openedAt } = run.input
  const { kind } = snapshot.context
  run.standing = { snapshot, timers }
  const view = viewOf(snapshot, timers)
  const about = { kind, machineVersion, policyHash, unpatchedSince, openedAt }
  const record = { hostRef, caseId, step: run.step + 1, at: event.at, event, from, actions, view, about }
  if (isWorthRecording(record, run.view)) {
    run.step += 1
    await recordStep(record)
  }
  run.view = view
  carryOut(run, actions, hear)
}

/** A report that came while the case was closing starts the host's next case; it is never dropped. */
async function finish(run: CaseRun, { laws: { newest } }: RunTerms): Promise<CaseView | null> {
  // A signal that is on its way when the workflow ends is never delivered.
  await condition(() => run.underWay.size === 0)
  for (const event of run.inbox) if (isCommand(event)) run.answers[event.key] ??= closed
  await condition(allHandlersFinished)
  if (run.namedAgain || run.inbox.some(({ type }) => type === 'reported')) {
    const { envelope: _, openedAt: __, ...input } = run.input
    const next = { caseId: uuid4(), kind: 'unpatched', machineVersion: newest } as const
    await continueAsNew<typeof hostCase>({ ...input, ...next })
  }
  return run.view
}
