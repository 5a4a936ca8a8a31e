import type { EffectKind, EffectResult, Located } from '../../../domain/effect.ts'
import { isPenalty } from '../../../domain/rung.ts'

const failed = { type: 'effect.failed', why: 'no answer', advice: '' } as const

const results = {
  done: { type: 'effect.done', ref: 'ref' },
  failed,
  passing: { ...failed, passing: true },
  refused: { type: 'effect.refused', rule: 'R7', why: 'protected' },
  conflict: { type: 'effect.conflict', target: 't', found: 'changed by somebody' },
  answered: { type: 'answered', sign: 'ping' },
  unpatched: { type: 'attempted', reached: true, cause: 'disk full' },
  missed: { type: 'attempted', reached: false, cause: 'no answer' },
  patched: { type: 'patched', evidence: 'live check' },
} as const satisfies Record<string, EffectResult>

type Weights = Partial<Record<keyof typeof results, number>>

const step: Weights = { done: 20, failed: 1, passing: 1, refused: 1 }
const penalty: Weights = { done: 20, failed: 1, passing: 1, refused: 1, conflict: 1 }
const present: Partial<Record<EffectKind, Weights>> = {
  wake: { answered: 10, failed: 5, done: 2 },
  patchAttempt: { unpatched: 20, missed: 3, failed: 1, done: 0.5, refused: 0.5, patched: 0.5 },
  liveCheck: { unpatched: 5, failed: 2, done: 1, patched: 0.5 },
  undo: { done: 20, failed: 3, refused: 0.5, conflict: 2 },
}
const absent: Partial<Record<EffectKind, Weights>> = {
  ...present,
  wake: { failed: 1 },
  patchAttempt: { missed: 1 },
}

/** How an effect may end, each outcome with its weight. A host that is absent never answers. */
export function outcomesOf(kind: EffectKind, found: Located, isAbsent: boolean): [number, EffectResult][] {
  if (kind === 'locate')
    return [
      [20, found],
      [5, { ...found, seenAt: null }],
      [2, failed],
    ]
  const weights = (isAbsent ? absent : present)[kind] ?? (isPenalty(kind) ? penalty : step)
  return Object.entries(weights).map(([name, weight]) => [weight, results[name as keyof typeof results]])
}
