import fc from 'fast-check'
import type { CaseMachine } from '../../interpret/interpret.ts'
import { type Kind, type Walked, walk } from './walk.ts'

export interface Walks {
  states: Set<string>
  penalties: number
}

/** CI walks far; a person's test run walks enough to find what is broken. SEED walks elsewhere. */
const seed = Number(process.env.SEED ?? 20_260_105)

/** Walks many cases; throws with the shortest way to a fault that it finds. */
export function randomWalks(kinds: readonly Kind[], numRuns: number, law?: CaseMachine): Walks {
  const walks: Walks = { states: new Set(), penalties: 0 }
  const numbers = fc.noBias(
    fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 30, maxLength: 60, size: 'max' }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...kinds), numbers, (kind, way) => {
      const walked = walk(kind, way, law)
      add(walks, walked)
      if (walked.faults.length > 0) throw new Error(`${kind}: ${walked.faults.join('\n')}`)
    }),
    { numRuns, seed },
  )
  return walks
}

function add(walks: Walks, { states, penalties }: Walked): void {
  for (const state of states) walks.states.add(state)
  walks.penalties += penalties
}
