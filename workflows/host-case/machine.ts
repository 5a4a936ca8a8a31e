import { and, not } from 'xstate'
import { ask, perform, takeIn, withdraw } from './deeds.ts'
import { firstContext } from './first-context.ts'
import { control } from './states/control.ts'
import { detected } from './states/detected.ts'
import { givingBack } from './states/giving-back.ts'
import { investigating } from './states/investigating.ts'
import { leases } from './states/leases.ts'
import { monitored } from './states/monitored.ts'
import { penalty } from './states/penalty.ts'
import { notNow, releasing } from './states/releasing.ts'
import { reminders } from './states/reminders.ts'
import { repairing } from './states/repairing.ts'
import { response } from './states/response.ts'
import { tries } from './states/tries.ts'
import { answer, inFlight, law } from './vocabulary.ts'

export { clockStopped } from './case-clock.ts'
export { runsWhileStopped } from './delays.ts'

/** Named in every run's input; a run changes it only at continue-as-new, through migrate. */
export const machineVersion = 1

/** The whole escalation of one host. What a state does inside stands in the file of its name in states/. */
export const machine = law.createMachine({
  id: 'case',
  type: 'parallel',
  context: ({ input }) => firstContext(input),
  // A circle in the law fails one step with a clear message instead of a worker for good.
  options: { maxIterations: 200 },
  states: {
    facts: { on: { '*': { actions: takeIn } } },
    control,
    leases,
    giveBack: givingBack,
    reminders,

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
          description: 'The host is located: address, switch port, account, owner. The owner is told.',
          ...detected,
        },

        waking: {
          id: 'waking',
          description:
            'The host is woken by every path; only an answer or a sighting proves that it is awake.',
          on: { sighted: '#woken', answered: '#woken', responded: '#woken', repair: '#woken' },
          ...tries('wake'),
        },

        woken: {
          id: 'woken',
          description:
            'The host is reached: the patch tool installs now, then this one host is checked live.',
          ...tries('patchAttempt'),
        },

        monitored: {
          id: 'monitored',
          description:
            'The host is watched for. Notices and the ticket go out at their times; a penalty waits.',
          ...monitored,
        },

        unreachable: {
          id: 'unreachable',
          description:
            'Nobody has seen the host for long: a person decides whether to disable, retire or look.',
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

        accountDisabled: {
          id: 'accountDisabled',
          description: "The machine's or the user's account is disabled, under a grant and a lease.",
          ...penalty,
        },

        portShut: {
          id: 'portShut',
          description:
            'The port is in quarantine or down, or the host disconnected, under a grant and a lease.',
          ...penalty,
        },

        repairing: {
          id: 'repairing',
          description: 'A window for the patch: what keeps it out is given back and the host is tried again.',
          ...repairing,
        },

        investigating: {
          id: 'investigating',
          description: 'Why does it keep failing? A named person has the case and is reminded.',
          ...investigating,
        },

        releasing: {
          id: 'releasing',
          description: 'All is undone in reverse order and confirmed; the ticket is closed, the owner told.',
          ...releasing,
        },

        conflict: {
          id: 'conflict',
          description:
            'Somebody else has changed a target: nothing more is written there until a person decides.',
          entry: ask('conflict'),
          exit: withdraw,
          on: {
            ...notNow,
            decide: [
              { guard: answer('leave'), target: '#releasing' },
              { guard: answer('retry'), target: '#releasing' },
            ],
          },
        },

        closed: {
          id: 'closed',
          description: 'The end: patched, retired, exempt or reversed. Nothing is held.',
          type: 'final',
        },
      },
    },
  },
})
