import { and, not } from 'xstate'
import { perform } from '../deeds.ts'
import { alarm, ends, giveBack, law } from '../vocabulary.ts'

/** A release that has begun is not turned into something else; what is heard is known all the same. */
export const notNow = { patched: {}, release: {}, retire: {}, exempt: {}, reported: {} } as const

const ended = not('goesOn')

/** Undo in reverse order, then the ticket and the notice; or, exempted for a time, back to watching. */
export const releasing = law.createStateConfig({
  entry: giveBack('all'),
  exit: giveBack('expired'),
  initial: 'undoing',
  on: notNow,
  states: {
    undoing: {
      always: [
        { guard: and(['nothingHeld', 'inConflict']), target: '#conflict' },
        { guard: 'nothingHeld', target: 'settling' },
      ],
    },
    settling: {
      always: [
        { guard: and(['nothingInFlight', 'goesOn']), target: '#monitored', actions: 'backToRungGivenBack' },
        { guard: and([ended, not('stepInFlight'), 'ticketOpen']), target: 'closingTicket' },
        { guard: and([ended, not('stepInFlight'), 'ownerWasTold']), target: 'tellingOwner' },
        { guard: and([ended, 'nothingInFlight']), target: '#closed' },
      ],
    },
    closingTicket: {
      entry: perform('closeTicket'),
      on: {
        'effect.failed': { guard: ends('closeTicket'), target: 'retrying' },
        'effect.*': { guard: ends('closeTicket'), target: 'settling' },
      },
    },
    tellingOwner: {
      entry: perform('releaseNotice'),
      on: {
        'effect.failed': { guard: ends('releaseNotice'), target: 'retrying' },
        'effect.*': { guard: ends('releaseNotice'), target: 'settling' },
      },
    },
    retrying: {
      entry: alarm('the ticket or the notice of the release has failed and is tried again'),
      after: { undoRetry: 'settling' },
    },
  },
})
