import { machine } from '../machine.ts'

/** A guard as XState keeps it: a name, a name with parameters, or `and` and `not` over others. */
export type LawGuard =
  | string
  | { type: string; params?: Record<string, string> }
  | { name: string; guards: LawGuard[] }

/** One way out of a state. */
export interface LawTransition {
  eventType: string
  guard?: LawGuard
  target?: LawNode[]
}

/** One state of the machine, as far as its picture needs it. */
export interface LawNode {
  key: string
  path: string[]
  description?: string
  states: Record<string, LawNode>
  initial: { target: LawNode[] }
  transitions: Map<string, LawTransition[]>
  always?: LawTransition[]
  type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
}

const root = machine.root as unknown as LawNode

/** The regions that are at work beside the ladder, in the machine's order. */
export const regions: LawNode[] = Object.values(root.states).filter(
  ({ key, states }) => key !== 'ladder' && Object.keys(states).length > 0,
)

/** The ladder itself. */
export const ladder = root.states.ladder as LawNode

/** Every way out of a state, conditions without an event last. */
export const waysOut = (node: LawNode): LawTransition[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
]

/** A state with all that is inside it. */
export const withInner = (node: LawNode): LawNode[] => [
  node,
  ...Object.values(node.states).flatMap(withInner),
]
