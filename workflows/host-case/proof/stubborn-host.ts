import type { CaseTimes } from '../../../domain/case.ts'
import { type EffectKind, type EffectResult, effectKey } from '../../../domain/effect.ts'
import type { Host } from '../../../domain/host.ts'
import type { Rung } from '../../../domain/rung.ts'
import { type Rehearsal, rehearse } from '../rehearsal.ts'

/** The kind of host that a ladder is for. */
export interface Ladder extends Pick<Host, 'role' | 'attachment'> {
  plan: Rung[]
  times: CaseTimes
}

const caseId = 'proof'
const kept = { hostRef: 'proof', caseId, machineVersion: 1, policyHash: '', unpatchedSince: 0 }

/** A host that is always seen and never gets patched, with a past deadline: the shortest way up its ladder. */
export const stubbornHost = ({ times }: Ladder): Rehearsal =>
  rehearse({ ...kept, kind: 'unpatched', times }, times.noticeLead)

/** Lets the next thing happen that happens to such a host; `installs` says what an attempt comes to. */
export function goOn(host: Rehearsal, ladder: Ladder, installs: EffectResult): void {
  const { context } = host.snapshot()
  const [effect] = Object.values(context.inFlight)
  if (effect) host.outcome(effect.kind, resultOf(effect.kind, host, ladder, installs))
  else if (context.gate) host.tell({ type: 'granted', key: effectKey({ caseId, seq: context.gate.seq }) })
  else if (context.asking?.ask === 'approval') approve(host, context.asking.seq)
  else letTimePass(host)
}

function resultOf(
  kind: EffectKind,
  host: Rehearsal,
  { role, attachment, plan }: Ladder,
  installs: EffectResult,
): EffectResult {
  if (kind === 'locate') {
    const seenAt = host.now()
    return { type: 'located', role, attachment, band: 'P1', deadline: 0, seenAt, plan, skipped: [] }
  }
  if (kind === 'wake') return { type: 'answered', sign: 'ping' }
  if (kind === 'patchAttempt' || kind === 'liveCheck') return installs
  return { type: 'effect.done', ref: kind }
}

const approve = (host: Rehearsal, ask: number) =>
  host.tell({ type: 'decide', ask, decision: 'disable', by: 'approver', reason: 'proof' })

/** The host is seen all the while, so that nothing but the policy's own times keeps a rung back. */
function letTimePass(host: Rehearsal): void {
  host.pass(Math.max(1, (host.view().next.at ?? host.now()) - host.now()))
  const isIdle = Object.keys(host.snapshot().context.inFlight).length === 0
  if (isIdle) host.tell({ type: 'sighted', seenAt: host.now(), source: 'proof' })
}
