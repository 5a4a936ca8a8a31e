import type { Rehearsal } from '../rehearsal.ts'
import { day } from '../test-case.ts'

/** Evidence of being patched, every effect confirmed, every conflict left as found: does the case close? */
export function closeNow(host: Rehearsal): boolean {
  host.tell({ type: 'patched', evidence: 'live check' })
  for (let step = 0; step < 60 && host.view().state !== 'closed'; step += 1) goOn(host)
  return host.view().state === 'closed'
}

function goOn(host: Rehearsal): void {
  const { state, person } = host.view()
  const [effect] = Object.entries(host.snapshot().context.inFlight)
  if (effect) confirm(host, Number(effect[0]), effect[1].kind)
  else if (state !== 'conflict' || !person) host.pass(day)
  else host.tell({ type: 'decide', ask: person.seq, decision: 'leave', by: 'kim', reason: 'checked' })
}

function confirm(host: Rehearsal, seq: number, kind: string): void {
  if (kind === 'patchAttempt') host.tell({ type: 'attempted', seq, reached: false, cause: 'over' })
  else host.tell({ type: 'effect.done', seq, ref: 'ref' })
}
