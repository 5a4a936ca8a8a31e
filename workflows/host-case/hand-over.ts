import { allHandlersFinished, condition, continueAsNew, uuid4, workflowInfo } from '@temporalio/workflow'
import { type CaseRun, envelopeOf, isCommand, type RunTerms } from './case-run.ts'
import type { CaseInput, CaseView } from './contract.ts'

type CaseWorkflow = (input: CaseInput) => Promise<CaseView | null>

/**
 * Only a `wake` tells a run that there is a newer machine. A look at the code's own version would decide
 * otherwise when an old history is replayed by a newer worker.
 */
export const isOutdated = (run: CaseRun): boolean =>
  run.toldVersion > run.input.machineVersion && run.underWay.size === 0

/** Hands over to a next run when this one has grown long enough, or its machine has grown old. */
export async function handOverInTime(
  run: CaseRun,
  { eventsPerRun, laws: { newest } }: RunTerms,
): Promise<void> {
  const { historyLength, continueAsNewSuggested } = workflowInfo()
  const isLong = continueAsNewSuggested || historyLength >= eventsPerRun
  if (run.underWay.size > 0 || !(isLong || isOutdated(run))) return
  await condition(() => allHandlersFinished() || run.inbox.length > 0)
  if (run.inbox.length > 0) return
  const machineVersion = Math.max(newest, run.toldVersion)
  await continueAsNew<CaseWorkflow>({ ...run.input, machineVersion, envelope: envelopeOf(run) })
}

/** The answer to a command that comes too late. */
export const closed = { accepted: false, rule: 'closed', why: 'the case is closed' } as const

/** Ends a closed case. A report that came while it was closing starts the host's next one. */
export async function finish(run: CaseRun, { laws: { newest } }: RunTerms): Promise<CaseView | null> {
  // A signal that is on its way when the workflow ends is never delivered.
  await condition(() => run.underWay.size === 0)
  for (const fact of run.inbox) if (isCommand(fact)) run.answers[fact.key] ??= closed
  await condition(allHandlersFinished)
  if (run.namedAgain || run.inbox.some(({ type }) => type === 'reported')) {
    const { envelope: _, openedAt: __, ...input } = run.input
    const next = { caseId: uuid4(), kind: 'unpatched', machineVersion: newest } as const
    await continueAsNew<CaseWorkflow>({ ...input, ...next })
  }
  return run.view
}
