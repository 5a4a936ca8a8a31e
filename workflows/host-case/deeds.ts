import type { EffectKind } from '../../domain/effect.ts'
import { isPenalty } from '../../domain/rung.ts'
import { clockAt } from './case-clock.ts'
import type { Ask, CaseContext, InFlight } from './contract.ts'
import { answersQuestion, choices } from './decided.ts'
import { nextAccountRung, nextRung } from './due.ts'
import { facts } from './facts.ts'
import { isLateGrant, isOurGrant, wantedGrant } from './grant.ts'
import { nextToGiveBack } from './held.ts'
import { keyOf, law } from './vocabulary.ts'

/** The context once an effect is on its way. */
const withEffect = (c: CaseContext, seq: number, effect: InFlight) => ({
  seq: Math.max(c.seq, seq),
  inFlight: { ...c.inFlight, [seq]: effect },
})

/** Takes in what an event tells, records skipped rungs and gives back grants that nothing waits for. */
export const takeIn = law.enqueueActions(({ context: before, event, enqueue }) => {
  const after = facts(before, event)
  enqueue.assign(after)
  for (const skipped of after.skipped.slice(before.skipped.length)) {
    enqueue({ type: 'skipRung', params: skipped })
  }
  if (event.type === 'granted' && isLateGrant(before, event)) {
    enqueue({ type: 'returnGrant', params: { key: event.key } })
  }
  if (event.type === 'effect.failed' || event.type === 'effect.refused') {
    if (isPenalty(before.inFlight[event.seq]?.kind)) {
      enqueue({ type: 'returnGrant', params: { key: keyOf(before, event.seq) } })
    }
  }
})

/** Orders one effect. */
export const perform = (kind: EffectKind) =>
  law.enqueueActions(({ context: c, enqueue }) => {
    const seq = c.seq + 1
    enqueue.assign(withEffect(c, seq, { kind, since: c.at }))
    enqueue({ type: 'run', params: { seq, kind } })
  })

/** Orders the step that is the next rung. */
export const performRung = law.enqueueActions(({ context: c, enqueue }) => {
  const kind = nextRung(c)?.kind
  if (!kind || isPenalty(kind)) return
  const seq = c.seq + 1
  enqueue.assign(withEffect(c, seq, { kind, since: c.at, rung: c.rung }))
  enqueue({ type: 'run', params: { seq, kind } })
})

/** Asks the gate for the next rung's penalty; asked again, it is the same request. */
export const requestGrant = law.enqueueActions(({ context: c, enqueue }) => {
  const penalty = nextRung(c)?.kind
  if (!isPenalty(penalty)) return
  const seq = c.gate?.seq ?? c.seq + 1
  enqueue.assign({ seq: Math.max(c.seq, seq), gate: { seq, askedAt: c.at } })
  enqueue({ type: 'askGate', params: { seq, penalty } })
})

/** The case moves on without its penalty: the request, or its unused grant, goes back. */
export const dropGrant = law.enqueueActions(({ context: c, event, enqueue }) => {
  const key = wantedGrant(c)
  if (key === null || isOurGrant(c, event)) return
  enqueue({ type: 'returnGrant', params: { key } })
  enqueue.assign({ ...clockAt(c, event.at), gate: null })
})

/** Orders the penalty under the number of its grant. */
export const writePenalty = law.enqueueActions(({ context: c, enqueue }) => {
  const kind = nextRung(c)?.kind
  if (!isPenalty(kind) || !c.gate) return
  const { seq } = c.gate
  enqueue.assign({ ...withEffect(c, seq, { kind, since: c.at, rung: c.rung }), gate: null })
  enqueue({ type: 'run', params: { seq, kind } })
})

/** Orders that the last penalty of those to be given back is undone. */
export const undoNext = law.enqueueActions(({ context: c, enqueue }) => {
  const last = nextToGiveBack(c)
  if (!last) return
  const seq = c.seq + 1
  enqueue.assign(withEffect(c, seq, { kind: 'undo', since: c.at, of: last.seq }))
  const undo = { seq, kind: 'undo', of: last.seq, penalty: last.kind } as const
  enqueue({ type: 'run', params: last.leave ? { ...undo, leave: true } : undo })
})

/** Puts a question to a named person. */
export const ask = (question: Ask) =>
  law.enqueueActions(({ context: c, enqueue }) => {
    const asking = { seq: c.seq + 1, ask: question, remindedAt: c.at }
    const rung = penaltyInQuestion(c, question)
    const about = { seq: asking.seq, ask: question, choices: choices({ ...c, asking }) }
    enqueue.assign({ seq: asking.seq, asking })
    enqueue({ type: 'askPerson', params: rung ? { ...about, rung } : about })
  })

/** The penalty that the decision is about. */
function penaltyInQuestion(c: CaseContext, question: Ask) {
  if (question === 'approval') return nextRung(c)?.kind
  return question === 'unreachable' ? c.plan[nextAccountRung(c)]?.kind : undefined
}

/** The question is no longer open; unless it was just answered, it is withdrawn. */
export const withdraw = law.enqueueActions(({ context: c, event, enqueue }) => {
  if (!c.asking || answersQuestion(c, event)) return
  enqueue({ type: 'withdrawAsk', params: { seq: c.asking.seq } })
  enqueue.assign({ ...clockAt(c, event.at), asking: null })
})

/** Nobody has answered yet. */
export const remind = law.enqueueActions(({ context: c, enqueue }) => {
  if (!c.asking) return
  enqueue.assign({ asking: { ...c.asking, remindedAt: c.at } })
  enqueue({ type: 'alarm', params: { what: `question ${c.asking.seq} (${c.asking.ask}) is still open` } })
})
