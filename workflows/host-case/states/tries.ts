import { not } from 'xstate'
import { perform } from '../deeds.ts'
import { inFlight, law } from '../vocabulary.ts'

/** One try at the host: not under a hold, never twice at once, and watched again when its outcome is known. */
export const tries = (kind: 'wake' | 'patchAttempt') =>
  law.createStateConfig({
    initial: 'due',
    states: {
      due: {
        always: [
          { guard: inFlight(kind), target: 'trying' },
          { guard: not('clockStopped'), target: 'trying', actions: perform(kind) },
        ],
      },
      trying: { always: { guard: not(inFlight(kind)), target: '#monitored' } },
    },
  })
