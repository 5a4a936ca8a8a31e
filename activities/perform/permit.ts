import type { Effect } from '../../domain/effect.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { isInEveryMode, stageOf } from '../../domain/policy/stage-of.ts'
import type { Refusal } from '../penalisable.ts'

/** R1 and I14: in observe mode an effect is replaced by the record of what would have been done. */
export function permit({ modes }: Policy, { kind }: Pick<Effect, 'kind'>): Refusal | null {
  if (isInEveryMode(kind)) return null
  const mode = modes[stageOf(kind)]
  if (mode === 'auto' || mode === 'approve') return null
  const why = mode === 'off' ? `the stage is off in the policy` : `observe mode: would have done ${kind}`
  return { rule: 'R1', why }
}
