import { expect, test } from 'vitest'
import { guards } from '../guards.ts'
import { machine } from '../machine.ts'
import { faultOfMutant } from './random-walks.ts'

/** A machine with one rule weakened, and what the walks must say about it. */
const mutants = {
  'a penalty is always due': { penaltyDue: () => true, says: /without/ },
  'any grant will do': {
    ourGrant: ({ event }: { event: { type: string } }) => event.type === 'granted',
    says: /without its own grant|late grant/,
  },
  'a hold stops nothing': { clockStopped: () => false, says: /under a hold/ },
  'no rung needs an approval': { needsApproval: () => false, says: /without an approval/ },
  'a step does not wait': {
    rungNotYet: () => false,
    stepDue: (told: Parameters<typeof guards.stepDue>[0]) =>
      guards.stepDue({ ...told, context: { ...told.context, rungFrom: 0 } }),
    says: /before its time/,
  },
  'nothing is ever held': { nothingHeld: () => true, says: /closed with something held/ },
  'no lease is armed': { underLease: () => false, says: /lease timer/ },
  'leases end without giving back': {
    mayGiveBack: (told: Parameters<typeof guards.mayGiveBack>[0]) =>
      told.context.giveBack !== 'expired' && guards.mayGiveBack(told),
    says: /nothing is given back/,
  },
  'effects under way are forgotten': { nothingInFlight: () => true, says: /closed with an effect/ },
  'conflicts are overlooked': { inConflict: () => false, says: /held|cannot be closed|dispute/ },
  'nobody is reminded': { asking: () => false, says: /nothing can move/ },
} as const

test('the walks find nothing wrong with the machine as it is', () => {
  expect(faultOfMutant(['wired', 'wireless'], 100, machine)).toBeNull()
})

test.each(Object.entries(mutants))('the walks catch it when %s', (_, { says, ...weakened }) => {
  const mutant = machine.provide({ guards: weakened as never })
  expect(faultOfMutant(['wired', 'wireless'], 600, mutant as never)).toMatch(says)
})
