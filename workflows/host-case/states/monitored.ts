import { not } from 'xstate'
import { law } from '../vocabulary.ts'
import { climb } from './climb.ts'
import { response } from './response.ts'

/** Watching: nothing is done before its time, and what is due is looked at anew whenever something happens. */
export const monitored = law.createStateConfig({
  initial: 'due',
  always: { guard: 'leaseOver', target: '#repairing' },
  on: { sighted: '.due', responded: response, repair: response },
  states: {
    due: {
      always: [
        { guard: 'clockStopped', target: 'stopped' },
        { guard: 'worthAnAttempt', target: '#woken' },
        { guard: 'stepInFlight', target: 'acting' },
        { guard: 'unseenTooLong', target: '#unreachable' },
        { guard: 'timeToLocate', target: '#detected' },
        { guard: 'timeToWake', target: '#waking' },
        { guard: 'ladderUsedUp', target: '#investigating' },
        ...climb,
      ],
    },
    watching: {
      entry: 'planLook',
      exit: 'stopLooking',
      always: { guard: 'clockStopped', target: 'stopped' },
      after: { look: 'due' },
      on: { 'effect.*': 'due' },
    },
    acting: { always: { guard: not('stepInFlight'), target: 'due' } },
    stopped: { always: { guard: not('clockStopped'), target: 'due' } },
  },
})
