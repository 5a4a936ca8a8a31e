import { controlIs, law } from '../vocabulary.ts'

const ends = { after: { holdEnd: { target: 'choosing', actions: 'liftEndedHolds' } } } as const

/** Who has stopped the case: of all holds the strongest shows, and lifting one leaves the others. */
export const control = law.createStateConfig({
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
    paused: ends,
    exempt: ends,
    forensic: ends,
  },
})
