import { ask, withdraw } from '../deeds.ts'
import { answer, giveBack, law } from '../vocabulary.ts'

/** A named person has the case; what is held ends with its lease, unless that person renews it. */
export const investigating = law.createStateConfig({
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
})
