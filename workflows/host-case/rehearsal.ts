import type { EffectKind, EffectResult } from '../../domain/effect.ts'
import { begin, type CaseMachine, type CaseSnapshot, type Step, step } from '../interpret/interpret.ts'
import { isDue, nextDue } from '../interpret/timers.ts'
import type { CaseAction, CaseEvent, CaseInput, CaseView, Timer } from './contract.ts'
import { ladderPath } from './ladder-state.ts'
import { machine } from './machine.ts'
import { viewOf } from './view.ts'

type WithoutTime<T> = T extends { at: number } ? Omit<T, 'at'> : never

/** A fact as somebody tells it; the time is added. */
export type Fact = WithoutTime<CaseEvent>

/** A case played without Temporal: the real machine and the real timers, under a clock that we move. */
export interface Rehearsal {
  now(): number
  snapshot(): CaseSnapshot
  timers(): Timer[]
  view(): CaseView
  /** e.g. `monitored.watching`. */
  state(): string
  /** Every order so far, in its order. */
  orders: CaseAction[]
  tell(fact: Fact): CaseAction[]
  /** The outcome of the effect of this kind that is under way. */
  outcome(kind: EffectKind, result: EffectResult): CaseAction[]
  /** Lets time go by; delays fire when they are due. */
  pass(milliseconds: number): void
  /** Lets time go by with nobody there to notice: what was due is heard afterwards. */
  sleep(milliseconds: number): void
}

/** Under which law a case is played, and who looks on. */
export interface RehearsalOptions {
  /** Default: the newest machine. */
  law?: CaseMachine
  /** Told of every event with what it led to. */
  watch?: (event: CaseEvent, actions: CaseAction[]) => void
}

/** Opens a case at the instant `at`. */
export function rehearse(input: CaseInput, at: number, options: RehearsalOptions = {}): Rehearsal {
  const { law = machine, watch = () => {} } = options
  let now = at
  let standing: Step = begin(law, input, at)
  const orders = [...standing.actions]

  const hear = (event: CaseEvent): CaseAction[] => {
    standing = step(law, standing, event)
    orders.push(...standing.actions)
    watch(event, standing.actions)
    return standing.actions
  }
  const tell = (fact: Fact) => hear({ ...fact, at: now } as CaseEvent)
  const fireDue = (clock: (fireAt: number) => number, until: number) => {
    for (let due = nextDue(standing.timers); isDue(due, until); due = nextDue(standing.timers)) {
      const { id, event, fireAt } = due
      now = clock(fireAt)
      standing = { ...standing, timers: standing.timers.filter((timer) => timer.id !== id) }
      hear({ type: event, at: now } as unknown as CaseEvent)
    }
  }
  const sequence = (kind: EffectKind) =>
    Object.entries(standing.snapshot.context.inFlight).find(([, effect]) => effect.kind === kind)?.[0]

  return {
    now: () => now,
    snapshot: () => standing.snapshot,
    timers: () => standing.timers,
    view: () => viewOf(standing.snapshot, standing.timers),
    state: () => ladderPath(standing.snapshot).join('.'),
    orders,
    tell,
    outcome(kind, result) {
      const seq = sequence(kind)
      if (seq === undefined) throw new Error(`no ${kind} is under way`)
      return tell({ ...result, seq: Number(seq) } as Fact)
    },
    pass(milliseconds) {
      const until = now + milliseconds
      fireDue((fireAt) => fireAt, until)
      now = until
    },
    sleep(milliseconds) {
      now += milliseconds
      const awake = now
      fireDue(() => awake, awake)
    },
  }
}
