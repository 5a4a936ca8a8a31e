import type { Effect, EffectResult } from '../../domain/effect.ts'
import { type Actor, type EntryDraft, type EntryKind, entryId } from '../../trail/entry.ts'
import type { Observed } from './effect-context.ts'

const system: Actor = { type: 'system', ref: 'worker' }

type Step = Pick<Effect, 'caseId' | 'seq'>

/** Where an effect's entry of this kind is found again. */
export const effectEntryId = ({ caseId, seq }: Step, kind: EntryKind): string =>
  entryId({ scope: caseId, step: String(seq), kind })

/** Stands before anything is done (I9). Says nothing that a retry could see differently. */
export const intentOf = (effect: Effect): EntryDraft => ({
  hostRef: effect.hostRef,
  scope: effect.caseId,
  step: String(effect.seq),
  kind: 'intent',
  actor: system,
  action: effect.kind,
  ...(effect.of !== undefined && {
    reason: { why: `takes back step ${effect.of}${effect.leave ? ', leaves what is found' : ''}` },
  }),
})

/** How an effect ended. The whole result is kept, so that a replay returns it instead of acting again. */
export function outcomeOf(effect: Effect, result: EffectResult, observed: Observed): EntryDraft {
  const { evidence, personal, ...seen } = observed
  const rule = result.type === 'effect.refused' ? { rule: result.rule } : {}
  return {
    hostRef: effect.hostRef,
    scope: effect.caseId,
    step: String(effect.seq),
    kind: 'outcome',
    actor: system,
    action: effect.kind,
    result: result.type,
    ...seen,
    ...((evidence || rule.rule) && { reason: { ...rule, ...(evidence && { evidence }) } }),
    personal: { ...personal, result: JSON.stringify(result) },
  }
}

/** The result that an outcome entry tells. */
export const resultIn = ({ personal }: Pick<EntryDraft, 'personal'>): EffectResult => {
  if (personal?.result === undefined) throw new Error('this outcome has been erased')
  return JSON.parse(personal.result) as EffectResult
}
