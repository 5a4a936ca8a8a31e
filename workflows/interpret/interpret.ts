import { initialTransition, type SnapshotFrom, transition } from 'xstate'
import type { CaseAction, CaseEvent, CaseInput, Timer } from '../host-case/contract.ts'
import { clockStopped, type machine, runsWhileStopped } from '../host-case/machine.ts'
import { arm, type Clock, disarm, followClock } from './timers.ts'

export type CaseMachine = typeof machine
export type CaseSnapshot = SnapshotFrom<CaseMachine>

/** A case between two facts: where its machine stands and which delays are armed. */
export interface Standing {
  snapshot: CaseSnapshot
  timers: Timer[]
}

/** What one fact led to. `actions` are orders in the machine's own order, delays already taken out. */
export interface Step extends Standing {
  actions: CaseAction[]
}

/** XState hands out delays as actions and keeps no clock: `raise` arms, `cancel` disarms. */
type MachineAction =
  | { type: 'xstate.raise'; params: { event: { type: string }; id: string; delay?: number } }
  | { type: 'xstate.cancel'; params: { sendId: string } }
  | CaseAction

export function begin(law: CaseMachine, input: CaseInput, at: number): Step {
  const [snapshot, actions] = initialTransition(law, { ...input, at })
  return settle({ snapshot, timers: [] }, actions as unknown as MachineAction[], at)
}

/** XState asks for an actor's surroundings to revive children; the machine has none (no invoke, no spawn). */
const noActors = {} as never

export function restore(law: CaseMachine, snapshot: unknown, timers: Timer[]): Standing {
  return { snapshot: law.restoreSnapshot(snapshot as CaseSnapshot, noActors) as CaseSnapshot, timers }
}

/** Tells the machine one fact. Pure: nothing is sent, nothing waits. */
export function step(law: CaseMachine, standing: Standing, event: CaseEvent): Step {
  const [snapshot, actions] = transition(law, standing.snapshot, event as never)
  return settle({ snapshot, timers: standing.timers }, actions as unknown as MachineAction[], event.at)
}

/** How time runs for a case at the instant `now`. */
export const clockOf = ({ context }: CaseSnapshot, now: number): Clock => ({
  now,
  stopped: clockStopped(context),
  runsWhileStopped,
})

function settle(standing: Standing, raw: MachineAction[], now: number): Step {
  const clock = clockOf(standing.snapshot, now)
  const actions: CaseAction[] = []
  let timers = standing.timers
  for (const action of raw) {
    if (action.type === 'xstate.raise')
      timers = arm(timers, action.params.id, action.params.delay ?? 1, clock)
    else if (action.type === 'xstate.cancel') timers = disarm(timers, action.params.sendId)
    else actions.push({ type: action.type, params: action.params } as CaseAction)
  }
  return { snapshot: standing.snapshot, timers: followClock(timers, clock), actions }
}
