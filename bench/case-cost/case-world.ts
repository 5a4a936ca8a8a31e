import type { Effect, EffectResult, Located } from '../../domain/effect.ts'
import type { CaseMessage } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { costPlan, userAfter } from './cost-terms.ts'

/** How the outside world treats the cases of the bench. */
export interface CaseWorld {
  perform(effect: Effect): Promise<EffectResult>
  /** The users of the bench go by what their case has written down, so that no sighting comes too early. */
  watch(step: StepRecord): void
}

type Tell = (hostRef: string, message: CaseMessage) => Promise<void>

/**
 * Answers at once, so that what is measured is the workflow: nobody at home, a wake that is answered, two
 * attempts that fail, penalties that work, and a user who gives in when the port is shut.
 */
export function caseWorld(tell: Tell): CaseWorld {
  const attempts = new Map<string, number>()
  const done = new Set<string>()

  function attempt({ caseId }: Effect): EffectResult {
    const count = (attempts.get(caseId) ?? 0) + 1
    attempts.set(caseId, count)
    if (count === 3) return { type: 'patched', evidence: 'live check: all updates patched' }
    return { type: 'attempted', reached: true, cause: 'installFailed' }
  }

  function once(what: string, { hostRef, caseId }: StepRecord, message: () => CaseMessage): void {
    if (done.has(`${caseId} ${what}`)) return
    done.add(`${caseId} ${what}`)
    setTimeout(() => void tell(hostRef, message()), userAfter)
  }

  return {
    async perform(effect) {
      if (effect.kind === 'locate') return located()
      if (effect.kind === 'wake') return { type: 'answered', sign: 'ping' }
      if (effect.kind === 'patchAttempt') return attempt(effect)
      return { type: 'effect.done', ref: `${effect.kind}-${effect.seq}` }
    },
    watch(step) {
      const { attempts, held } = step.view
      if (attempts === 1 && step.event.type === 'attempted') once('is seen again', step, sighted)
      if (held.length === 1) once('is seen without its account', step, sighted)
      if (held.length === 2) once('gives in', step, responded)
    },
  }
}

const sighted = (): CaseMessage => ({ type: 'sighted', seenAt: Date.now(), source: 'switch 1, port 1' })

const responded = (): CaseMessage => ({ type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' })

const located = (): Located => ({
  type: 'located',
  role: 'personal',
  attachment: 'wired',
  band: 'P1',
  deadline: Date.now(),
  seenAt: null,
  plan: costPlan,
  skipped: [],
})
