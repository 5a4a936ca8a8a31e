import type { Refusal } from '../../activities/penalisable.ts'
import type { Effect, EffectKind } from '../../domain/effect.ts'
import type { Policy, Stage } from '../../domain/policy/schema.ts'
import { stageOf } from '../../domain/policy/stage-of.ts'

/** Reads only; I14 lets it happen in every mode. */
const readsOnly: ReadonlySet<EffectKind> = new Set(['locate'])

function stage(kind: EffectKind): Stage {
  if (kind === 'wake') return 'wake'
  if (kind === 'patchAttempt' || kind === 'liveCheck') return 'deploy'
  if (kind === 'closeTicket') return 'ticket'
  if (kind === 'releaseNotice' || kind === 'locate' || kind === 'undo') return 'notice'
  return stageOf(kind)
}

/** R1 and I14: in observe mode an effect is replaced by the record of what would have been done. */
export function permit(policy: Policy, { kind }: Pick<Effect, 'kind'>): Refusal | null {
  if (readsOnly.has(kind) || kind === 'undo') return null
  const mode = policy.modes[stage(kind)]
  if (mode === 'auto' || mode === 'approve') return null
  const why = mode === 'off' ? `the stage is off in the policy` : `observe mode: would have done ${kind}`
  return { rule: 'R1', why }
}
