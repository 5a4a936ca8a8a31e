import { condition, continueAsNew, workflowInfo } from '@temporalio/workflow'
import type { CaseView } from '../../workflows/host-case/contract.ts'
import type { HandWrittenInput } from './case-state.ts'
import { type Deed, decide, lookAt } from './decide.ts'
import { type Desk, type Heard, openDesk } from './desk.ts'
import { penalise } from './penalise.ts'
import { attempt, find, step, wake } from './reach.ts'
import { release } from './release.ts'
import { repair } from './repair.ts'

/** History events of one run before it hands over to the next, as for `hostCase`. */
const eventsPerRun = 500

const deeds: Record<Exclude<Deed, 'release'>, (desk: Desk, why: Heard) => Promise<Heard>> = {
  attempt,
  wake,
  step,
  penalise,
  repair,
  investigate,
  wait,
}

/**
 * The case of one host as one would write it without a machine. It has the same activities, records, gate and
 * signals as `hostCase`, and the whole of the measured path with its failures and leases; it has no commands of
 * people, no holds, no clock that stands still, no conflicts and no approval.
 */
export async function handWrittenCase(input: HandWrittenInput): Promise<CaseView> {
  const desk = openDesk(input)
  let heard: Heard = input.carried ? { type: 'continued' } : await find(desk)
  for (;;) {
    const deed = decide(desk.c, input.times, Date.now())
    if (deed === 'release') break
    heard = await deeds[deed](desk, heard)
  }
  await release(desk, heard)
  return desk.view()
}

/** Until there is news, or something may have become due. */
async function wait(desk: Desk, heard: Heard): Promise<Heard> {
  const { c, inbox, input } = desk
  // Before the record, which takes time: what becomes due meanwhile must not be taken for past.
  const at = lookAt(c, input.times, Date.now())
  await desk.record(heard)
  const { historyLength, continueAsNewSuggested } = workflowInfo()
  if (inbox.length === 0 && (continueAsNewSuggested || historyLength >= eventsPerRun)) {
    await continueAsNew<typeof handWrittenCase>({ ...input, carried: c })
  }
  await condition(() => inbox.length > 0, Math.max(1, at - Date.now()))
  return inbox.shift() ?? { type: 'look' }
}

/** A named person has it; whatever is heard next goes on from there. */
async function investigate(desk: Desk, heard: Heard): Promise<Heard> {
  const { c, inbox, input } = desk
  c.state = 'investigating'
  c.seq += 1
  const question = { seq: c.seq, ask: 'investigating', choices: ['repair', 'retire'] } as const
  await desk.record(heard, [{ type: 'askPerson', params: { ...question, choices: [...question.choices] } }])
  while (!(await condition(() => inbox.length > 0, input.times.remind))) {
    await desk.record({ type: 'remind' }, [{ type: 'alarm', params: { what: 'the question is still open' } }])
  }
  return inbox.shift() ?? heard
}
