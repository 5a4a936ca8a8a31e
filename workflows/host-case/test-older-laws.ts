import { createMachine } from 'xstate'
import type { CaseMachine } from '../interpret/interpret.ts'
import { delays } from './delays.ts'
import type { KeptSnapshot, Laws } from './laws.ts'
import { machine } from './machine.ts'

type Transition = { target?: string }
type State = { always?: Transition[]; states: Record<string, State> }

const {
  reminders: _,
  ladder,
  ...regions
} = machine.config.states as unknown as Record<string, State> & {
  ladder: State
}
const { monitored } = ladder.states as { monitored: State }
const { watching, due, ...others } = monitored.states as Record<'watching' | 'due', State>

/** What today is called `watching` was called `waiting` then, and its delay `peek`. */
const waiting = { ...watching, after: { peek: 'due' } }
const dueThen = {
  ...due,
  always: due.always?.map((way) => (way.target === 'watching' ? { ...way, target: 'waiting' } : way)),
}

/** A machine as it might have been: a state and a delay have another name, and nobody is reminded. */
export const olderMachine = createMachine(
  {
    ...machine.config,
    states: {
      ...regions,
      ladder: {
        ...ladder,
        states: {
          ...ladder.states,
          monitored: { ...monitored, states: { ...others, due: dueThen, waiting } },
        },
      },
    },
  } as never,
  {
    ...machine.implementations,
    delays: { ...machine.implementations.delays, peek: delays.look },
  } as never,
) as unknown as CaseMachine

/** Laws of a worker that has not been deployed anew yet. */
export const olderLaws: Laws = { newest: 0, machines: { 0: olderMachine }, migrations: {} }

const after = (delay: string, state: string) => `xstate.after.${delay}.case.ladder.monitored.${state}`

/** Laws of the worker that follows it. */
export const newerLaws: Laws = {
  newest: 1,
  machines: { 0: olderMachine, 1: machine },
  migrations: {
    0: {
      snapshot: (kept) => ({ ...kept, value: { ...kept.value, ladder: renamed(kept.value.ladder) } }),
      delays: { [after('peek', 'waiting')]: after('look', 'watching') },
    },
  },
}

function renamed(ladder: unknown): KeptSnapshot['value'] | unknown {
  const { monitored: inner } = ladder as { monitored?: unknown }
  return inner === 'waiting' ? { monitored: 'watching' } : ladder
}
