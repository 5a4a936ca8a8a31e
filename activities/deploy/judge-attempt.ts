import type { AttemptCause } from '../../domain/attempt-cause.ts'
import type { EffectResult } from '../../domain/effect.ts'
import type { PatchState } from '../../domain/finding.ts'
import type { Checked, Installed, NotDone, UpdateState } from './deploy.ts'

type Patched = Extract<EffectResult, { type: 'patched' }>
/** `cause` is one of `attemptCauses`; `detail` is for the trail. */
export type Attempted = Extract<EffectResult, { type: 'attempted' }> & { cause: AttemptCause; detail: string }

/**
 * What an attempt comes to. Patched is only what the live check says of every update of the case; an update that
 * it does not mention is no evidence, and neither is the installer's word (R6).
 */
export function judgeAttempt(updates: string[], installed: Installed, checked: Checked): Patched | Attempted {
  if (!checked.done) return judgeUnchecked(installed, checked)
  const open = stillOpen(updates, checked.states)
  if (open.length === 0) return patched(updates)
  if (!installed.done) {
    const { cause, detail } = installed
    return attempted(
      cause,
      happenedOnHost(cause) || cause === 'timeout',
      `${detail}; live check: ${list(open)}`,
    )
  }
  const waits = open.every(({ state }) => state === 'pending_reboot')
  return attempted(waits ? 'rebootPending' : 'installFailed', true, `live check: ${list(open)}`)
}

function judgeUnchecked(installed: Installed, checked: NotDone): Attempted {
  if (installed.done) return attempted(checked.cause, false, `live check: ${checked.detail}`)
  return attempted(installed.cause, happenedOnHost(installed.cause), installed.detail)
}

/** What a live check comes to when nothing was installed; it never counts as an attempt. */
export function judgeCheck(updates: string[], checked: Checked): Patched | Attempted {
  if (!checked.done) return attempted(checked.cause, false, checked.detail)
  const open = stillOpen(updates, checked.states)
  return open.length === 0 ? patched(updates) : attempted('stillMissing', false, `live check: ${list(open)}`)
}

/** Attempts lead to a penalty, so one counts only if it failed on the host, not if our tool failed. */
const happenedOnHost = (cause: AttemptCause): boolean =>
  cause === 'installFailed' || cause === 'rebootPending'

type Open = { id: string; state: PatchState | 'not mentioned' }

function stillOpen(updates: string[], states: UpdateState[]): Open[] {
  return updates
    .map((id) => ({
      id,
      state: states.find((entry) => entry.update_id === id)?.state ?? ('not mentioned' as const),
    }))
    .filter(({ state }) => state !== 'patched' && state !== 'not_applicable')
}

const patched = (updates: string[]): Patched => ({
  type: 'patched',
  evidence: `live check: all ${updates.length} updates patched or not applicable (${updates.join(', ')})`,
})

const attempted = (cause: AttemptCause, reached: boolean, detail: string): Attempted => ({
  type: 'attempted',
  reached,
  cause,
  detail,
})

const list = (open: Open[]): string => open.map(({ id, state }) => `${id} ${state}`).join(', ')
