import { begin, type CaseMachine, restore, type Standing } from '../interpret/interpret.ts'
import type { CaseAction, CaseEvent, CaseInput, CaseView, CommandAnswer, Envelope } from './contract.ts'
import { lawOf } from './migrate.ts'
import { viewOf } from './view.ts'

/** Everything one run of a case workflow knows; what must outlive the run goes into the envelope. */
export interface CaseRun {
  input: CaseInput & { openedAt: number }
  law: CaseMachine
  standing: Standing
  inbox: CaseEvent[]
  answers: Record<string, CommandAnswer>
  step: number
  /** Activities and signals under way. */
  underWay: number
  view: CaseView | null
}

/** A person's command may be repeated this many commands later and still gets its first answer. */
const answersKept = 200

/** A new run: either a case's first, whose first orders are returned, or the continuation of an earlier one. */
export function openRun(started: CaseInput, now: number): { run: CaseRun; orders: CaseAction[] } {
  const input = { ...started, openedAt: started.openedAt ?? now }
  const law = lawOf(input.machineVersion)
  const kept = input.envelope
  if (kept) {
    const standing = restore(law, kept.snapshot, kept.timers)
    const { inbox, answers, step } = kept
    const view = viewOf(standing.snapshot, standing.timers)
    return { run: { input, law, standing, inbox, answers, step, underWay: 0, view }, orders: [] }
  }
  const { actions, ...standing } = begin(law, input, now)
  return {
    run: { input, law, standing, inbox: [], answers: {}, step: 0, underWay: 0, view: null },
    orders: actions,
  }
}

export function envelopeOf(run: CaseRun): Envelope {
  const answers = Object.fromEntries(Object.entries(run.answers).slice(-answersKept))
  const { inbox, step } = run
  return { v: 1, snapshot: run.standing.snapshot, timers: run.standing.timers, inbox, step, answers }
}

export const ladderState = (run: CaseRun): string => {
  const { ladder } = run.standing.snapshot.value as { ladder: string | Record<string, unknown> }
  return typeof ladder === 'string' ? ladder : (Object.keys(ladder)[0] ?? '')
}
