import fc from 'fast-check'
import type { CaseMachine } from '../../interpret/interpret.ts'
import { type Kind, type Walked, walk } from './walk.ts'

/** What many walks came across. */
export interface Walks {
  states: Set<string>
  penalties: number
}

/** The same walks every time; SEED=n walks elsewhere. */
const seed = Number(process.env.SEED ?? 20_260_105)

const anyKind = (kinds: readonly Kind[]) => fc.constantFrom(...kinds)

const anyWay = fc.noBias(
  fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 20, maxLength: 50, size: 'max' }),
)

/** Walks many cases; throws with the shortest way to a fault that it finds. */
export function randomWalks(kinds: readonly Kind[], numRuns: number): Walks {
  const walks: Walks = { states: new Set(), penalties: 0 }
  const property = fc.property(anyKind(kinds), anyWay, (kind, way) => {
    const walked = walk(kind, way)
    add(walks, walked)
    if (walked.faults.length > 0) throw new Error(`${kind}: ${walked.faults.join('\n')}`)
  })
  fc.assert(property, { numRuns, seed })
  return walks
}

/** The first fault that walks find with a mutated machine, in one line; null when they find none. */
export function faultOfMutant(kinds: readonly Kind[], numRuns: number, mutant: CaseMachine): string | null {
  let fault: string | null = null
  const property = fc.property(anyKind(kinds), anyWay, (kind, way) => {
    fault = walk(kind, way, mutant).faults[0]?.split('\n')[0] ?? null
    return fault === null
  })
  fc.check(property, { numRuns, seed, endOnFailure: true })
  return fault
}

function add(walks: Walks, { states, penalties }: Walked): void {
  for (const state of states) walks.states.add(state)
  walks.penalties += penalties
}
