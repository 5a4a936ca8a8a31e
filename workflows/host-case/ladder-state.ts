import type { LadderState } from '../../domain/case.ts'
import type { CaseContext } from './contract.ts'

/** A snapshot as far as readers need it: where the machine stands and what it knows. */
export interface CaseState {
  value: unknown
  context: CaseContext
}

type Nested = string | { [state: string]: Nested }

/** Where the ladder stands, outermost state first, e.g. `accountDisabled`, `kept`, `watching`. */
export function ladderPath({ value }: CaseState): [LadderState, ...string[]] {
  const path: string[] = []
  let rest: Nested | undefined = (value as { ladder: Nested }).ladder
  while (rest !== undefined) {
    if (typeof rest === 'string') {
      path.push(rest)
      break
    }
    const [name, inner]: [string, Nested] | [] = Object.entries(rest)[0] ?? []
    if (name === undefined) break
    path.push(name)
    rest = inner
  }
  return path as [LadderState, ...string[]]
}

/** The state that lists and people see. */
export const ladderState = (state: CaseState): LadderState => ladderPath(state)[0]
