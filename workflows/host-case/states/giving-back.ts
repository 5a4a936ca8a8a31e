import { not } from 'xstate'
import { undoNext } from '../deeds.ts'
import { alarm, ends, inFlight, law } from '../vocabulary.ts'

/** Gives back, one at a time and the last one first, what the ladder wants back or a lease no longer covers. */
export const givingBack = law.createStateConfig({
  initial: 'idle',
  states: {
    idle: { always: { guard: 'mayGiveBack', target: 'undoing' } },
    undoing: {
      entry: undoNext,
      after: { write: { actions: alarm('something is being given back and there is no answer yet') } },
      always: { guard: not(inFlight('undo')), target: 'idle' },
      on: {
        'effect.failed': { guard: ends('undo'), target: 'retrying' },
        'effect.refused': { guard: ends('undo'), target: 'retrying' },
      },
    },
    retrying: {
      entry: alarm('giving back has failed and is tried again'),
      after: { undoRetry: 'idle' },
    },
  },
})
