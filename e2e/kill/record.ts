import type { EffectKind } from '../../domain/effect.ts'
import { penaltyKinds } from '../../domain/rung.ts'
import type { Entry } from '../../trail/entry.ts'

/** An effect as the trail tells it. */
export interface RecordedEffect {
  /** `<caseId>:<seq>`. */
  key: string
  caseId: string
  kind: EffectKind
  /** Null: an intent without an outcome. */
  result: string | null
  /** Name of the account or port. */
  target: string | null
}

const keyOf = ({ scope, step }: Entry): string => `${scope}:${step}`

/** All effects of an exported trail. */
export function effectsIn(lines: string): RecordedEffect[] {
  const entries = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry)
  const outcomes = new Map(entries.filter(({ kind }) => kind === 'outcome').map((one) => [keyOf(one), one]))
  return entries
    .filter(({ kind }) => kind === 'intent')
    .map((intent) => {
      const outcome = outcomes.get(keyOf(intent))
      return {
        key: keyOf(intent),
        caseId: intent.scope,
        kind: intent.action as EffectKind,
        result: outcome?.result ?? null,
        target: outcome?.personal?.name ?? null,
      }
    })
}

export const isPenalty = ({ kind }: RecordedEffect): boolean =>
  (penaltyKinds as readonly string[]).includes(kind)

export const isDone = ({ result }: RecordedEffect): boolean => result === 'effect.done'
