import type { Db } from 'mongodb'
import { effectKey } from '../../domain/effect.ts'
import type { Tallied } from '../../domain/gate/breaker.ts'
import { isPenalty } from '../../domain/rung.ts'
import { tallyEnd, tallyOrder, tallyReversal } from '../../store/tally.ts'
import type { CaseAction } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import type { ErrorBreaker } from './error-breaker.ts'

/**
 * Adds to the recording of a step that the error breaker counts it, and looks at once when something went
 * wrong: the gate looks at the breaker only while somebody asks.
 */
export const withTally =
  (db: Db, breaker: ErrorBreaker, record: (step: StepRecord) => Promise<void>) =>
  async (step: StepRecord): Promise<void> => {
    await record(step)
    if (await tallyStep(db, step)) await breaker()
  }

/** Counts what a step orders and tells; true when it tells that something went wrong. */
async function tallyStep(db: Db, step: StepRecord): Promise<boolean> {
  for (const action of step.actions) {
    const order = orderIn(step, action)
    if (order) await tallyOrder(db, order)
  }
  const how = endIn(step)
  if (how && 'seq' in step.event) {
    await tallyEnd(db, effectKey({ caseId: step.caseId, seq: Number(step.event.seq) }), { at: step.at, how })
  }
  const reversed = reversedIn(step)
  for (const key of reversed) await tallyReversal(db, key, step.at)
  return how === 'failed' || how === 'conflict' || reversed.length > 0
}

function orderIn({ caseId, at }: StepRecord, action: CaseAction): Tallied | null {
  if (action.type !== 'run') return null
  const { kind, seq, of } = action.params
  if (!isPenalty(kind) && kind !== 'undo') return null
  const penalty = of === undefined ? {} : { of: effectKey({ caseId, seq: of }) }
  return { key: effectKey({ caseId, seq }), kind, ...penalty, orderedAt: at, end: null, reversedAt: null }
}

function endIn({ event }: StepRecord): NonNullable<Tallied['end']>['how'] | null {
  switch (event.type) {
    case 'effect.done':
      return 'done'
    case 'effect.refused':
      return 'refused'
    case 'effect.failed':
      return 'failed'
    case 'effect.conflict':
      return 'conflict'
    default:
      return null
  }
}

/** The penalties that a person's `release` takes back; what evidence, a response or `repair` does is none. */
const reversedIn = ({ caseId, event, view }: StepRecord): string[] =>
  event.type === 'release' && event.outcome === 'reversed'
    ? view.held.map(({ seq }) => effectKey({ caseId, seq }))
    : []
