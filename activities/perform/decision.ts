import type { Effect } from '../../domain/effect.ts'
import type { Reading, Target } from '../../domain/target.ts'
import type { Trail } from '../../trail/append.ts'

/**
 * What is about to be written, and that every check let it pass. One for each turn at the device, since a
 * retry may find another prior state.
 */
export const recordDecision = (trail: Trail, effect: Effect, mine: Target, reading: Reading) =>
  trail.append({
    hostRef: effect.hostRef,
    scope: effect.caseId,
    step: `${effect.seq}/${mine.op?.fence}@${mine.id}`,
    kind: 'decision',
    actor: { type: 'system', ref: 'worker' },
    action: effect.kind,
    target: mine.id,
    before: { state: reading.state },
    reason: {
      why: 'the act-time checks passed; the device is written next',
      evidence: ['grant', 'target found again', 'protection', 'mode', 'kill switch'],
    },
    personal: { name: mine.name, prior: JSON.stringify(reading.prior) },
  })
