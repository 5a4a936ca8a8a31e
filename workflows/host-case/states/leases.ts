import { not } from 'xstate'
import { alarm, law } from '../vocabulary.ts'

/** Armed while anything is held, in every state of the ladder, and never stopped (R11). */
export const leases = law.createStateConfig({
  initial: 'none',
  on: {
    'effect.*': { guard: 'changesHeld', target: '.none' },
    decide: '.none',
  },
  states: {
    none: { always: { guard: 'underLease', target: 'armed' } },
    armed: {
      always: { guard: not('underLease'), target: 'none' },
      after: {
        lease: { target: 'armed', reenter: true, actions: alarm('a lease has ended') },
      },
    },
  },
})
