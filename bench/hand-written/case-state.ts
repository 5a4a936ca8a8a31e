import type { LadderState, Outcome } from '../../domain/case.ts'
import { isPenalty, type Rung } from '../../domain/rung.ts'
import type { CaseInput, CaseView, Held } from '../../workflows/host-case/contract.ts'

/** Everything that a case remembers; plain JSON, handed over at continue-as-new. */
export interface CaseState {
  state: LadderState
  openedAt: number
  /** Number of the last effect or grant, and of the last record. */
  seq: number
  step: number
  band: string
  deadline: number
  plan: Rung[]
  /** Index of the next rung, and when the one before was completed. */
  rung: number
  rungFrom: number
  seenAt: number
  triedAt: number
  wokeAt: number
  noticedAt: number
  attempts: number
  cycles: number
  ticket: string | null
  held: Held[]
  /** The user has answered, and nothing has come of it yet. */
  response: boolean
  outcome: Outcome | null
}

/** What one run is started with: as `hostCase`, with a memory of its own. */
export interface HandWrittenInput extends Omit<CaseInput, 'envelope'> {
  carried?: CaseState
}

/** The memory of a case that has just been opened. */
export const newCase = (now: number): CaseState => ({
  state: 'detected',
  openedAt: now,
  seq: 0,
  step: 0,
  band: '',
  deadline: 0,
  plan: [],
  rung: 0,
  rungFrom: now,
  seenAt: 0,
  triedAt: 0,
  wokeAt: 0,
  noticedAt: 0,
  attempts: 0,
  cycles: 0,
  ticket: null,
  held: [],
  response: false,
  outcome: null,
})

/** What lists show. */
export const viewOf = (c: CaseState, next: CaseView['next']): CaseView => ({
  state: c.state,
  control: 'running',
  deadline: c.deadline || null,
  next,
  person: c.state === 'investigating' ? { ask: 'investigating', seq: c.seq } : null,
  outcome: c.outcome,
  held: c.held,
  attempts: c.attempts,
  cycles: c.cycles,
  band: c.band,
  rung: c.plan[c.rung]?.kind ?? null,
  ahead: ahead(c),
})

/** The first penalty that is still ahead, for the notices that announce it. */
function ahead(c: CaseState): CaseView['ahead'] {
  const place = c.plan.findIndex(({ kind }, index) => index >= c.rung && isPenalty(kind))
  const penalty = c.plan[place]
  if (!penalty) return null
  const waits = c.plan.slice(c.rung, place + 1).reduce((sum, { wait }) => sum + wait, 0)
  return { kind: penalty.kind, at: Math.max(c.rungFrom + waits, c.deadline) }
}

/** The next rung is done with, however it has ended. */
export function rungDone(c: CaseState, now: number): void {
  c.rung += 1
  c.rungFrom = now
}
