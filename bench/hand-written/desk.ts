import { condition, setHandler } from '@temporalio/workflow'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import { performEffect, recordStep } from '../../workflows/host-case/activities.ts'
import type { CaseAction, CaseMessage, CaseView } from '../../workflows/host-case/contract.ts'
import { tell } from '../../workflows/host-case/messages.ts'
import { isWorthRecording, type StepRecord } from '../../workflows/host-case/record.ts'
import { type CaseState, type HandWrittenInput, newCase, viewOf } from './case-state.ts'
import { lookAt } from './decide.ts'

export type Order = Omit<Effect, 'hostRef' | 'caseId'>
export type Answer = Extract<CaseMessage, { type: 'granted' | 'refused' }>
/** What was heard: an effect's end, a message, or that time has passed. */
export type Heard = { type: string }

/** What the steps of a case work with. */
export interface Desk {
  input: HandWrittenInput
  c: CaseState
  inbox: CaseMessage[]
  /** Of the gate, by key. */
  answers: Map<string, Answer>
  view(): CaseView
  order(kind: Effect['kind'], of?: { seq: number; kind: PenaltyKind }): Order
  /** Writes down what was heard and what it leads to; nothing is ordered before. */
  record(heard: Heard, orders?: (Order | CaseAction)[]): Promise<void>
  perform(order: Order): Promise<EffectResult>
  /** The result, or null when evidence of being patched came first. */
  unlessPatched<T>(work: Promise<T>): Promise<T | null>
}

/** Opens the desk of one run and begins to listen. */
export function openDesk(input: HandWrittenInput): Desk {
  const { hostRef, caseId, times } = input
  const c = input.carried ?? newCase(Date.now())
  const desk = { input, c, inbox: [], answers: new Map() } satisfies Partial<Desk>
  let view: CaseView | null = null
  listen(desk)

  return {
    ...desk,
    view: () => view ?? viewOf(c, nothing),
    order(kind, of) {
      c.seq += 1
      return { seq: c.seq, kind, ...(of && { of: of.seq, penalty: of.kind }) }
    },
    async record(heard, orders = []) {
      const record = recordOf(desk, heard, orders, view?.state ?? 'none')
      const worth = isWorthRecording(record, view)
      view = record.view
      if (!worth) return
      c.step += 1
      await recordStep(record)
    },
    perform: (order) => performEffect({ ...order, hostRef, caseId }, times),
    unlessPatched: (work) => Promise.race([work, condition(() => c.outcome !== null).then(() => null)]),
  }
}

type Known = Pick<Desk, 'input' | 'c' | 'inbox' | 'answers'>

const nothing: CaseView['next'] = { at: null, what: 'nothing', why: '' }

function listen({ c, inbox, answers }: Known): void {
  setHandler(tell, (message) => {
    if (message.type === 'granted' || message.type === 'refused') {
      answers.set(message.key, message)
      return
    }
    if (message.type === 'sighted') c.seenAt = Math.max(c.seenAt, message.seenAt)
    if (message.type === 'responded') c.response = true
    if (message.type === 'patched') c.outcome = 'patched'
    inbox.push(message)
  })
}

function recordOf(
  { input, c }: Known,
  heard: Heard,
  orders: (Order | CaseAction)[],
  from: string,
): StepRecord {
  const { hostRef, caseId, times, kind, machineVersion, policyHash, unpatchedSince } = input
  const at = Date.now()
  const actions = orders.map((one): CaseAction => ('type' in one ? one : { type: 'run', params: one }))
  const next = { at: lookAt(c, times, at), what: c.plan[c.rung]?.kind ?? 'nothing', why: 'still not patched' }
  return {
    hostRef,
    caseId,
    step: c.step + 1,
    at,
    event: { ...heard, at } as StepRecord['event'],
    from,
    actions,
    view: viewOf(c, next),
    about: { kind, machineVersion, policyHash, unpatchedSince, openedAt: c.openedAt },
  }
}
