import { and, not } from 'xstate'
import { perform } from '../deeds.ts'
import { ends, giveBack, inFlight, law } from '../vocabulary.ts'

/** A window for the patch: what keeps it out is given back first, then the host is tried at every sign of life. */
export const repairing = law.createStateConfig({
  entry: giveBack('deploy'),
  exit: [giveBack('expired'), 'backToRung'],
  initial: 'givingBack',
  states: {
    givingBack: {
      on: { 'effect.conflict': { guard: ends('undo'), target: '#investigating' } },
      always: { guard: 'wayIsOpen', target: 'open' },
    },
    open: {
      entry: 'openWindow',
      initial: 'due',
      after: { window: 'over' },
      states: {
        due: {
          always: [
            { guard: inFlight('patchAttempt'), target: 'trying' },
            { guard: not('clockStopped'), target: 'trying', actions: perform('patchAttempt') },
          ],
        },
        trying: {
          on: { 'effect.refused': { guard: ends('patchAttempt'), target: '#lifting' } },
          always: { guard: not(inFlight('patchAttempt')), target: 'watching' },
        },
        watching: { on: { sighted: 'due', responded: 'due', repair: 'due' } },
      },
    },
    over: {
      entry: 'countCycle',
      always: [{ guard: and(['cyclesLeft', 'seenInWindow']), target: '#monitored' }, { target: '#lifting' }],
    },
  },
})
