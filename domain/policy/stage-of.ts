import type { EffectKind } from '../effect.ts'
import type { Stage } from './schema.ts'

/** What happens in every mode (I14): a look-up touches nothing, and what was taken is always given back. */
type InEveryMode = 'locate' | 'undo'

export const isInEveryMode = (kind: EffectKind): kind is InEveryMode => kind === 'locate' || kind === 'undo'

const stages: Record<Exclude<EffectKind, InEveryMode>, Stage> = {
  wake: 'wake',
  patchAttempt: 'deploy',
  liveCheck: 'deploy',
  ownerNotice: 'notice',
  managerNotice: 'notice',
  managementNotice: 'notice',
  releaseNotice: 'notice',
  ticket: 'ticket',
  closeTicket: 'ticket',
  machineAccount: 'account',
  userAccount: 'account',
  port: 'port',
  disconnect: 'port',
}

/** The stage whose mode an effect is under (R1). */
export const stageOf = (kind: keyof typeof stages): Stage => stages[kind]
