import { not } from 'xstate'
import { remind } from '../deeds.ts'
import { law } from '../vocabulary.ts'

/** While a question to a person is open, that person is reminded, and never stops being so. */
export const reminders = law.createStateConfig({
  initial: 'none',
  states: {
    none: { always: { guard: 'asking', target: 'open' } },
    open: {
      always: { guard: not('asking'), target: 'none' },
      after: { remind: { target: 'open', reenter: true, actions: remind } },
    },
  },
})
