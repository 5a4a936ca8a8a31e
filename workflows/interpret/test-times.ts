import type { CaseTimes } from '../../domain/case.ts'
import type { EffectKind, EffectResult, Located } from '../../domain/effect.ts'
import type { Rung, RungKind } from '../../domain/rung.ts'
import type { World } from './test-stage.ts'

const second = 1000
const long = 3600 * second

/** A ladder of days in which only what a test waits for is short. */
export const times: CaseTimes = {
  seenLately: long,
  locate: 10 * second,
  wake: 10 * second,
  wakeEvery: long,
  attempt: 10 * second,
  retry: long,
  unseen: long,
  noticeLead: second,
  stale: long,
  stall: long,
  gate: 10 * second,
  write: 10 * second,
  window: 20 * second,
  accountLease: long,
  portLease: long,
  undoRetry: second,
  remind: long,
  attemptsBeforePenalty: 1,
  cycles: 2,
}

export const rung = (kind: RungKind, wait: number): Rung => ({ kind, wait, approval: false })

/** Where the host is, and the ladder that applies to it. */
export const found = (...plan: Rung[]): Located => ({
  type: 'located',
  role: 'personal',
  attachment: 'wired',
  band: 'high',
  deadline: Date.now(),
  seenAt: Date.now(),
  plan,
  skipped: [],
})

export const unpatched = { type: 'attempted', reached: true, cause: 'disk full' } as const

/** A world in which writes succeed and patches fail, but for what `special` says. */
export const world =
  (plan: Rung[], special: Partial<Record<EffectKind, World>> = {}): World =>
  (effect) => {
    const own = special[effect.kind]
    if (own) return own(effect)
    if (effect.kind === 'locate') return found(...plan)
    return usual[effect.kind] ?? { type: 'effect.done', ref: `${effect.kind}-ref` }
  }

const usual: Partial<Record<EffectKind, EffectResult>> = {
  wake: { type: 'answered', sign: 'ping' },
  patchAttempt: unpatched,
}
