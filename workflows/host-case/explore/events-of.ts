import type { EffectKind, EffectResult } from '../../../domain/effect.ts'
import { isPenalty, type Rung } from '../../../domain/rung.ts'
import type { CaseSnapshot } from '../../interpret/interpret.ts'
import { delayName } from '../../interpret/timers.ts'
import type { CaseCommand, CaseContext, CaseEvent } from '../contract.ts'
import { choices } from '../decided.ts'
import { delays } from '../delays.ts'
import { mayCommand } from '../may-command.ts'
import { found, hour, minute, person, start } from '../test-case.ts'

/** All that may happen next to a case, one of each sort: what the exploration of the whole graph tries. */
export const eventsOf =
  (plan: Rung[]) =>
  (snapshot: CaseSnapshot): CaseEvent[] => {
    const c = snapshot.context
    const at = c.at + minute
    const stamp = (facts: object[]) => facts.map((fact) => ({ ...fact, at }) as CaseEvent)
    const harmless = Object.values(c.inFlight).some(({ kind }) => !isWrite(kind) && kind !== 'locate')
    if (harmless) return stamp([...outcomes(c, plan), patched])
    return [
      ...stamp([...outcomes(c, plan), ...messages(c), ...commands(snapshot), patched]),
      ...(armedDelays(snapshot) as unknown as CaseEvent[]),
    ]
  }

const isWrite = (kind: EffectKind) => kind === 'undo' || isPenalty(kind)
const patched = { type: 'patched', evidence: 'report' }

/** Every delay that is armed, at its own instant. */
export function armedDelays({ _nodes, context }: CaseSnapshot): { type: string; at: number }[] {
  const events = new Set(_nodes.flatMap(({ after }) => after.map(({ eventType }) => eventType)))
  return [...events].map((type) => {
    const delay = delays[delayName(type) as keyof typeof delays]
    const wait = (delay as (told: { context: CaseContext }) => number)({ context })
    return { type, at: context.at + wait }
  })
}

const done = { type: 'effect.done', ref: 'ref' } as const
const failed = { type: 'effect.failed', why: 'no answer', advice: '' } as const
const refused = { type: 'effect.refused', rule: 'R7', why: 'protected' } as const
const conflict = { type: 'effect.conflict', target: 't', found: 'changed' } as const
const unpatched = { type: 'attempted', reached: true, cause: 'disk full' } as const
const missed = { type: 'attempted', reached: false, cause: 'no answer' } as const

function resultsOf(kind: EffectKind, c: CaseContext, plan: Rung[]): EffectResult[] {
  const located = found({ plan, deadline: start + 8 * hour })
  if (kind === 'locate') return [{ ...located, seenAt: c.at }, { ...located, seenAt: null }, failed]
  if (kind === 'wake') return [{ type: 'answered', sign: 'ping' }, failed]
  if (kind === 'patchAttempt') return [unpatched, missed, refused]
  if (kind === 'undo') return [done, failed, conflict]
  return isPenalty(kind) ? [done, failed, conflict] : [done, failed]
}

const outcomes = (c: CaseContext, plan: Rung[]) =>
  Object.entries(c.inFlight).flatMap(([seq, { kind }]) =>
    resultsOf(kind, c, plan).map((result) => ({ ...result, seq: Number(seq) })),
  )

function messages(c: CaseContext) {
  const key = `${c.caseId}:${c.gate?.seq}`
  const grant = c.gate
    ? [
        { type: 'granted', key },
        { type: 'refused', key, rule: 'R2', why: 'limit' },
      ]
    : []
  return [
    { type: 'sighted', seenAt: c.at + minute, source: 'sw-1' },
    { type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' },
    ...grant,
  ]
}

function commands(snapshot: CaseSnapshot): CaseCommand[] {
  const c = snapshot.context
  const wanted = [
    { type: 'hold', hold: 'paused' },
    { type: 'resume', hold: 'paused' },
    ...choices(c).map((decision) => ({ type: 'decide', ask: c.asking?.seq, decision })),
  ].map((order) => ({ ...order, ...person, key: 'k' }) as CaseCommand)
  const isNew = (order: CaseCommand) => order.type !== 'hold' || !c.holds.paused
  return wanted.filter((order) => isNew(order) && mayCommand(snapshot, order).accepted)
}
