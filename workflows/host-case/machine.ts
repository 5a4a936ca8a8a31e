import { and, not } from 'xstate'
import {
  ask,
  dropGrant,
  perform,
  performRung,
  remind,
  requestGrant,
  takeIn,
  undoNext,
  withdraw,
  writePenalty,
} from './deeds.ts'
import { firstContext } from './first-context.ts'
import { alarm, answer, controlIs, ends, giveBack, inFlight, law } from './vocabulary.ts'

export { clockStopped } from './case-clock.ts'
export { runsWhileStopped } from './delays.ts'

/** Named in every run's input; a run changes it only at continue-as-new, through migrate. */
export const machineVersion = 1

/** A sign of life: what keeps the patch out is given back, or the host is tried at once. */
const response = [{ guard: 'somethingHeld', target: '#repairing' }, { target: '#woken' }] as const

/** The next rung of the ladder, from `monitored` and from a penalty that is held. */
const climb = [
  { guard: 'rungInForce', target: 'due', actions: 'passRung' },
  { guard: 'triedTooLong', target: '#investigating' },
  { guard: 'rungNotYet', target: 'watching' },
  { guard: 'stepDue', target: 'acting', actions: performRung },
  { guard: 'noticeMissing', target: 'acting', actions: perform('ownerNotice') },
  { guard: and(['accountNext', 'penaltyDue']), target: '#accountDisabled' },
  { guard: and(['portNext', 'penaltyDue']), target: '#portShut' },
  { guard: 'stalled', target: '#investigating' },
  { target: 'watching' },
] as const

/** One penalty: approval where the policy wants it, the gate's grant, the write, then held under its lease. */
const penalty = law.createStateConfig({
  initial: 'wanted',
  exit: dropGrant,
  always: { guard: 'leaseOver', target: '#repairing' },
  on: { responded: response, repair: response },
  states: {
    wanted: {
      always: [
        { guard: not('penaltyDue'), target: '#monitored' },
        { guard: 'needsApproval', target: 'approving' },
        { target: 'asking' },
      ],
    },
    approving: {
      entry: ask('approval'),
      exit: withdraw,
      always: { guard: not('penaltyDue'), target: '#monitored' },
      on: {
        decide: [
          { guard: answer('disable'), target: 'asking' },
          { guard: answer('skip'), target: '#monitored' },
        ],
      },
    },
    asking: {
      entry: requestGrant,
      always: { guard: not('penaltyDue'), target: '#monitored' },
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

/** The whole escalation of one host. */
export const machine = law.createMachine({
  id: 'case',
  type: 'parallel',
  context: ({ input }) => firstContext(input),
  // A circle in the law fails one step with a clear message instead of a worker for good.
  options: { maxIterations: 200 },
  states: {
    facts: { on: { '*': { actions: takeIn } } },

    control: {
      initial: 'choosing',
      on: { hold: '.choosing', resume: '.choosing', exempt: '.choosing' },
      states: {
        choosing: {
          always: [
            { guard: controlIs('forensic'), target: 'forensic' },
            { guard: controlIs('exempt'), target: 'exempt' },
            { guard: controlIs('paused'), target: 'paused' },
            { target: 'running' },
          ],
        },
        running: {},
        paused: { after: { holdEnd: { target: 'choosing', actions: 'liftEndedHolds' } } },
        exempt: { after: { holdEnd: { target: 'choosing', actions: 'liftEndedHolds' } } },
        forensic: { after: { holdEnd: { target: 'choosing', actions: 'liftEndedHolds' } } },
      },
    },

    leases: {
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
    },

    giveBack: {
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
    },

    reminders: {
      initial: 'none',
      states: {
        none: { always: { guard: 'asking', target: 'open' } },
        open: {
          always: { guard: not('asking'), target: 'none' },
          after: { remind: { target: 'open', reenter: true, actions: remind } },
        },
      },
    },

    ladder: {
      initial: 'detected',
      on: {
        patched: '.releasing',
        release: '.releasing',
        retire: '.releasing',
        exempt: '.releasing',
        reported: { guard: 'wasUnreported', target: '.detected' },
        recheck: {
          guard: and([not('clockStopped'), not(inFlight('liveCheck'))]),
          actions: perform('liveCheck'),
        },
      },
      states: {
        detected: {
          id: 'detected',
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
        },

        waking: {
          id: 'waking',
          initial: 'due',
          on: { sighted: '#woken', answered: '#woken', responded: '#woken', repair: '#woken' },
          states: {
            due: {
              always: [
                { guard: inFlight('wake'), target: 'trying' },
                { guard: not('clockStopped'), target: 'trying', actions: perform('wake') },
              ],
            },
            trying: { always: { guard: not(inFlight('wake')), target: '#monitored' } },
          },
        },

        woken: {
          id: 'woken',
          initial: 'due',
          states: {
            due: {
              always: [
                { guard: inFlight('patchAttempt'), target: 'trying' },
                { guard: not('clockStopped'), target: 'trying', actions: perform('patchAttempt') },
              ],
            },
            trying: { always: { guard: not(inFlight('patchAttempt')), target: '#monitored' } },
          },
        },

        monitored: {
          id: 'monitored',
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
                { guard: and(['notLocated', 'timeToWake']), target: '#detected' },
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
        },

        unreachable: {
          id: 'unreachable',
          entry: ask('unreachable'),
          exit: [withdraw, 'lookAnew'],
          on: {
            sighted: '#woken',
            responded: response,
            repair: response,
            decide: [
              { guard: answer('disable'), target: '#monitored' },
              { guard: answer('look'), target: '#monitored' },
              { guard: answer('retire'), target: '#releasing' },
            ],
          },
        },

        accountDisabled: { id: 'accountDisabled', ...penalty },

        portShut: { id: 'portShut', ...penalty },

        repairing: {
          id: 'repairing',
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
              always: [
                { guard: and(['cyclesLeft', 'seenInWindow']), target: '#monitored' },
                { target: '#lifting' },
              ],
            },
          },
        },

        investigating: {
          id: 'investigating',
          initial: 'asked',
          entry: ask('investigating'),
          exit: withdraw,
          on: {
            repair: '#repairing',
            decide: [
              { guard: answer('repair'), target: '#repairing' },
              { guard: answer('retire'), target: '#releasing' },
            ],
          },
          states: {
            asked: {},
            lifting: {
              id: 'lifting',
              entry: giveBack('all'),
              exit: giveBack('expired'),
              always: { guard: 'nothingHeld', target: 'asked' },
            },
          },
        },

        releasing: {
          id: 'releasing',
          entry: giveBack('all'),
          exit: giveBack('expired'),
          initial: 'undoing',
          on: { patched: {}, release: {}, retire: {}, exempt: {}, reported: {} },
          states: {
            undoing: {
              always: [
                { guard: and(['nothingHeld', 'inConflict']), target: '#conflict' },
                { guard: 'nothingHeld', target: 'settling' },
              ],
            },
            settling: {
              always: [
                { guard: and(['nothingInFlight', 'goesOn']), target: '#monitored', actions: 'backToRung' },
                { guard: and([not('goesOn'), not('stepInFlight'), 'ticketOpen']), target: 'closingTicket' },
                { guard: and([not('goesOn'), not('stepInFlight'), 'ownerWasTold']), target: 'tellingOwner' },
                { guard: and([not('goesOn'), 'nothingInFlight']), target: '#closed' },
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
        },

        conflict: {
          id: 'conflict',
          entry: ask('conflict'),
          exit: withdraw,
          on: {
            patched: {},
            release: {},
            retire: {},
            exempt: {},
            reported: {},
            decide: [
              { guard: answer('leave'), target: '#releasing' },
              { guard: answer('retry'), target: '#releasing' },
            ],
          },
        },

        closed: { id: 'closed', type: 'final' },
      },
    },
  },
})
