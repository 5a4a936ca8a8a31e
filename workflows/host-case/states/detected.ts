import { and, not } from 'xstate'
import { perform, performRung } from '../deeds.ts'
import { inFlight, law } from '../vocabulary.ts'

/** The host is looked up; the first notice goes out at once. */
export const detected = law.createStateConfig({
  initial: 'due',
  states: {
    due: {
      always: [
        { guard: inFlight('locate'), target: 'locating' },
        { target: 'locating', actions: perform('locate') },
      ],
    },
    locating: { always: { guard: not(inFlight('locate')), target: 'located' } },
    located: {
      always: [
        { guard: and(['stepDue', not('stepInFlight')]), actions: performRung },
        { guard: 'seenLately', target: '#woken' },
        { target: '#waking' },
      ],
    },
  },
})
