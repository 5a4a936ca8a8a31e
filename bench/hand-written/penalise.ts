import { condition, getExternalWorkflowHandle } from '@temporalio/workflow'
import { effectKey } from '../../domain/effect.ts'
import { isPenalty, type PenaltyKind } from '../../domain/rung.ts'
import { askGate, gateId, returnGrant } from '../../workflows/gate/contract.ts'
import { rungDone } from './case-state.ts'
import type { Answer, Desk, Heard } from './desk.ts'

/** Asks the gate and writes the next penalty under its grant. */
export async function penalise(desk: Desk, why: Heard): Promise<Heard> {
  const { c, input } = desk
  const penalty = c.plan[c.rung]?.kind
  if (!isPenalty(penalty)) return why
  const before = c.state
  const writing = desk.order(penalty)
  c.state = penalty === 'port' || penalty === 'disconnect' ? 'portShut' : 'accountDisabled'
  await desk.record(why, [{ type: 'askGate', params: { seq: writing.seq, penalty } }])
  const answer = await grantOf(desk, writing.seq, penalty)
  if (answer?.type !== 'granted') {
    c.state = before
    if (answer) rungDone(c, Date.now())
    return answer ?? { type: 'withdrawn' }
  }
  await desk.record(answer, [writing])
  const result = await desk.perform(writing)
  if (result.type === 'effect.done') {
    const lease = c.state === 'portShut' ? input.times.portLease : input.times.accountLease
    const until = Date.now() + lease
    c.held.push({ seq: writing.seq, kind: penalty, rung: c.rung, until, target: result.ref ?? '' })
  } else {
    c.state = before
    await gate()
      .signal(returnGrant, keyOf(desk, writing.seq))
      .catch(() => {})
  }
  rungDone(c, Date.now())
  return result
}

const gate = () => getExternalWorkflowHandle(gateId)

const keyOf = ({ input: { caseId } }: Desk, seq: number) => effectKey({ caseId, seq })

/** Asks until there is an answer; null when it is no longer wanted. */
async function grantOf(desk: Desk, seq: number, penalty: PenaltyKind): Promise<Answer | null> {
  const { c, answers, input } = desk
  const key = keyOf(desk, seq)
  const { hostRef, caseId, times } = input
  const { band, deadline } = c
  const answered = () => answers.has(key) || c.response || c.outcome !== null
  do {
    // A gate that is not there is asked again after its time.
    void gate()
      .signal(askGate, { key, hostRef, caseId, penalty, band, deadline })
      .catch(() => {})
  } while (!(await condition(answered, times.gate)))
  if (!c.response && c.outcome === null) return answers.get(key) ?? null
  void gate()
    .signal(returnGrant, key)
    .catch(() => {})
  return null
}
