import { and, not } from 'xstate'
import { ask, dropGrant, requestGrant, withdraw, writePenalty } from '../deeds.ts'
import { alarm, answer, law } from '../vocabulary.ts'
import { climb } from './climb.ts'
import { response } from './response.ts'

const noLongerDue = { guard: not('penaltyDue'), target: '#monitored' } as const

/** One penalty: approval where the policy wants it, the gate's grant, the write, then held under its lease. */
export const penalty = law.createStateConfig({
  initial: 'wanted',
  exit: dropGrant,
  always: { guard: 'leaseOver', target: '#repairing' },
  on: { responded: response, repair: response },
  states: {
    wanted: {
      always: [noLongerDue, { guard: 'needsApproval', target: 'approving' }, { target: 'asking' }],
    },
    approving: {
      entry: ask('approval'),
      exit: withdraw,
      always: noLongerDue,
      on: {
        decide: [
          { guard: answer('disable'), target: 'asking' },
          { guard: answer('skip'), target: '#monitored' },
        ],
      },
    },
    asking: {
      entry: requestGrant,
      always: noLongerDue,
      after: { gate: { target: 'asking', reenter: true } },
      on: {
        granted: { guard: 'ourGrant', target: 'writing' },
        refused: { guard: 'ourGrant', target: '#monitored' },
      },
    },
    writing: {
      entry: writePenalty,
      after: { write: { actions: alarm('a penalty is being written and there is no answer yet') } },
      always: [
        { guard: and([not('penaltyInFlight'), 'rungIsHeld']), target: 'kept' },
        { guard: not('penaltyInFlight'), target: '#monitored' },
      ],
    },
    kept: {
      initial: 'due',
      states: {
        due: {
          always: [
            { guard: 'clockStopped', target: 'stopped' },
            { guard: 'stepInFlight', target: 'acting' },
            { guard: 'ladderUsedUp', target: 'lastRung' },
            ...climb,
          ],
        },
        watching: {
          entry: 'planNextRung',
          exit: 'stopLooking',
          always: { guard: 'clockStopped', target: 'stopped' },
          after: { nextRung: 'due' },
          on: { sighted: 'due', 'effect.*': 'due' },
        },
        acting: { always: { guard: not('stepInFlight'), target: 'due' } },
        stopped: { always: { guard: not('clockStopped'), target: 'due' } },
        lastRung: {},
      },
    },
  },
})
