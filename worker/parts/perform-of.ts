import { createLocate } from '../../activities/effects/locate.ts'
import { createNotice } from '../../activities/effects/notices.ts'
import { createLiveCheck, createPatchAttempt } from '../../activities/effects/patch-attempt.ts'
import { announced } from '../../activities/effects/penalty-words.ts'
import { createReleaseNotice } from '../../activities/effects/release-notice.ts'
import { createCloseTicket, createTicket } from '../../activities/effects/ticket.ts'
import { createWake } from '../../activities/effects/wake.ts'
import { createGiveUp } from '../../activities/perform/give-up.ts'
import { createPenalise } from '../../activities/perform/penalise.ts'
import type { PenaltyDeps } from '../../activities/perform/penalty-deps.ts'
import { createPerform, type PerformDeps } from '../../activities/perform/perform.ts'
import { permit } from '../../activities/perform/permit.ts'
import { createUndo } from '../../activities/perform/undo.ts'
import { effectDeadlines, writeSlack } from '../../domain/effect-deadlines.ts'
import { leaseEnd } from '../../domain/policy/lease-end.ts'
import { grants, markGrantUsed } from '../../store/grants.ts'
import { findHost } from '../../store/hosts.ts'
import { killSwitch } from '../../store/settings.ts'
import type { Parts } from './open-parts.ts'

/** The one activity of all effects, with every kind of effect wired to its outside system. */
export function performOf(parts: Parts) {
  return createPerform(performDeps(parts))
}

/** How an effect ends whose tries are used up. */
export function giveUpOf(parts: Parts) {
  const { times } = parts.terms
  const turnOfDeadRun = effectDeadlines('undo', times).budget + writeSlack(times)
  return createGiveUp(performDeps(parts), { patience: 2 * turnOfDeadRun })
}

function performDeps(parts: Parts): PerformDeps {
  const { db, trail, policy, people, terms } = parts
  const penalise = announced(people, createPenalise(penaltyDeps(parts)))
  return {
    trail,
    host: (hostRef) => findHost(db, hostRef),
    killSwitch: () => killSwitch(db),
    permit: async (effect) => permit(policy, effect),
    budget: (kind) => effectDeadlines(kind, terms.times).budget,
    effects: {
      locate: createLocate(parts),
      wake: createWake(parts.config),
      patchAttempt: createPatchAttempt(people),
      liveCheck: createLiveCheck(people),
      ownerNotice: createNotice(people, 'ownerNotice'),
      managerNotice: createNotice(people, 'managerNotice'),
      managementNotice: createNotice(people, 'managementNotice'),
      ticket: createTicket(people),
      closeTicket: createCloseTicket(people),
      releaseNotice: createReleaseNotice(people),
      machineAccount: penalise,
      userAccount: penalise,
      port: penalise,
      disconnect: penalise,
      undo: createUndo(penaltyDeps(parts)),
    },
  }
}

function penaltyDeps(parts: Parts): PenaltyDeps {
  const { db, trail, targets, penalisables, held, policy } = parts
  return {
    trail,
    targets,
    penalisables,
    held,
    writeSlack: writeSlack(parts.terms.times),
    grants: {
      read: (key) => grants(db).findOne({ _id: key }),
      markUsed: (key, at) => markGrantUsed(db, key, at),
    },
    killSwitch: () => killSwitch(db),
    permit: async (effect) => permit(policy, effect),
    leaseEnd: async ({ kind }, now) => leaseEnd(policy, kind, now),
  }
}
