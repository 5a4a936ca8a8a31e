import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow'
import { type AlarmClock, createAlarmClock } from '../interpret/alarm-clock.ts'
import { step } from '../interpret/interpret.ts'
import { isDue, nextDue } from '../interpret/timers.ts'
import { recordStep } from './activities.ts'
import { alarmFor } from './alarm-for.ts'
import { type CaseRun, type FirstStep, isCommand, openRun, type RunTerms } from './case-run.ts'
import type { CaseCommand, CaseEvent, CaseInput, CaseView } from './contract.ts'
import { closed, finish, handOverInTime, isOutdated } from './hand-over.ts'
import { ladderState } from './ladder-state.ts'
import { laws } from './laws.ts'
import { mayCommand } from './may-command.ts'
import { command, tell, wake } from './messages.ts'
import { carryOut, type Fact } from './orders.ts'
import { isWorthRecording, type StepRecord } from './record.ts'
import { viewOf } from './view.ts'

/** The case of one host: hears facts, lets the machine decide, has its orders carried out, until it is closed. */
export async function hostCase(input: CaseInput): Promise<CaseView | null> {
  return runCase(input, { laws, eventsPerRun: 500 })
}

/** One run of a case: until it is closed, or until it hands over to the next run. */
export async function runCase(input: CaseInput, terms: RunTerms): Promise<CaseView | null> {
  const { run, first } = openRun(input, terms.laws, Date.now())
  const alarm = createAlarmClock()
  receive(run)

  if (first) await conclude(run, first)
  while (ladderState(run.standing.snapshot) !== 'closed') {
    const fact = takeDueDelay(run) ?? run.inbox.shift()
    if (fact) await hearNext(run, { ...fact, at: run.now } as CaseEvent)
    else await waitForNews(run, alarm, terms)
  }
  return finish(run, terms)
}

/**
 * Lists and people read what was recorded; there is no query. Answered while a local activity runs, one makes
 * the SDK (1.24) write a history that cannot be replayed, and the case is stuck.
 */
function receive(run: CaseRun): void {
  setHandler(tell, (message) => void run.inbox.push(message))
  setHandler(wake, (version) => {
    run.toldVersion = Math.max(run.toldVersion, version)
  })
  setHandler(
    command,
    async (order) => {
      if (!run.answers[order.key]) run.inbox.push(order)
      await condition(() => run.answers[order.key] !== undefined)
      return run.answers[order.key] ?? closed
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

/** One at a time: hearing a delay may disarm the others that are due as well. */
function takeDueDelay(run: CaseRun): Fact | undefined {
  const { snapshot, timers } = run.standing
  const due = nextDue(timers)
  if (!isDue(due, run.now)) return undefined
  run.standing = { snapshot, timers: timers.filter((timer) => timer !== due) }
  return { type: due.event } as unknown as Fact
}

async function waitForNews(run: CaseRun, alarm: AlarmClock, terms: RunTerms): Promise<void> {
  await handOverInTime(run, terms)
  const wanted = () => alarmFor(run, alarm.setFor(), run.now)
  const at = wanted()
  alarm.set(at)
  const alarmIsRight = () => alarm.setFor() === at && wanted() === at
  await condition(() => run.inbox.length > 0 || !alarmIsRight() || isOutdated(run))
  run.now = Date.now()
}

async function hearNext(run: CaseRun, event: CaseEvent): Promise<void> {
  if (isCommand(event)) {
    if (run.answers[event.key]) return
    const answer = mayCommand(run.standing.snapshot, event)
    run.answers[event.key] = answer
    if (!answer.accepted) return
  }
  const { snapshot } = run.standing
  if (event.type === 'reported' && snapshot.context.outcome !== null) run.namedAgain = true
  const next = step(run.law, run.standing, event)
  await conclude(run, { ...next, event, from: ladderState(snapshot) })
}

/** Writes the step down, then has its orders carried out: no effect without a record of why. */
async function conclude(run: CaseRun, taken: FirstStep): Promise<void> {
  const { snapshot, timers, actions, event, from } = taken
  const { hostRef, caseId, machineVersion, policyHash, unpatchedSince, openedAt } = run.input
  const { kind } = snapshot.context
  run.standing = { snapshot, timers }
  const view = viewOf(snapshot, timers)
  const about = { kind, machineVersion, policyHash, unpatchedSince, openedAt }
  const record = { hostRef, caseId, step: run.step + 1, at: event.at, event, from, actions, view, about }
  if (isWorthRecording(record, run.view)) {
    run.step += 1
    await write(run, record)
  }
  run.view = view
  carryOut(run, actions)
}

/**
 * In a replay the end of a local activity may come together with facts that had come before it. So nothing is
 * looked at, neither the inbox nor the clock, before all that comes together has been taken in.
 */
async function write(run: CaseRun, record: StepRecord): Promise<void> {
  await recordStep(record)
  let looks = 0
  await condition(() => looks++ > 0)
  run.now = Date.now()
}
