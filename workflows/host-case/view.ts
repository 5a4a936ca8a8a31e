import { ahead } from './ahead.ts'
import { control } from './case-clock.ts'
import type { CaseView, Timer } from './contract.ts'
import { nextRung } from './due.ts'
import { type CaseState, ladderState } from './ladder-state.ts'
import { nextStep } from './next-step.ts'

/** What lists and people see of a case. Pure: a snapshot and the armed delays tell all of it. */
export function viewOf(state: CaseState, timers: Timer[]): CaseView {
  const c = state.context
  return {
    state: ladderState(state),
    control: control(c),
    deadline: c.deadline,
    next: nextStep(state, timers),
    person: c.asking && { ask: c.asking.ask, seq: c.asking.seq },
    outcome: c.outcome,
    held: c.held,
    attempts: c.attempts,
    cycles: c.cycles,
    band: c.band,
    rung: nextRung(c)?.kind ?? null,
    ahead: ahead(c),
  }
}
