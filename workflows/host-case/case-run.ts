import { begin, type CaseMachine, restore, type Standing, type Step } from '../interpret/interpret.ts'
import type { CaseCommand, CaseInput, CaseView, CommandAnswer, Envelope } from './contract.ts'
import { ladderState } from './ladder-state.ts'
import type { Laws } from './laws.ts'
import { lawOf, migrate } from './migrate.ts'
import type { Fact } from './orders.ts'
import type { StepRecord } from './record.ts'
import { viewOf } from './view.ts'

/** Everything one run of a case workflow knows; what must outlive the run goes into the envelope. */
export interface CaseRun {
  input: CaseInput & { openedAt: number }
  law: CaseMachine
  /**
   * The time that facts are told with and delays are judged by. It is read where a replay reads the same:
   * at a quiet point, and after a record; in between the end of a local activity may have moved the clock.
   */
  now: number
  standing: Standing
  /** Facts that the machine has not been told yet. */
  inbox: (Fact | CaseCommand)[]
  answers: Record<string, CommandAnswer>
  step: number
  /** Activities and signals under way. */
  underWay: Set<UnderWay>
  view: CaseView | null
  namedAgain: boolean
  /** The newest machine version that a `wake` has told of. */
  toldVersion: number
}

/** What runs of a case go by; tests have other machines and shorter runs. */
export interface RunTerms {
  laws: Laws
  /** History events of one run before it hands over to the next: short runs replay and migrate quickly. */
  eventsPerRun: number
}

/** Something whose end will be heard; `endsBy` tells when at the latest, where that is known. */
export interface UnderWay {
  endsBy?: number
}

/** What a run begins with: the opening of a case, or its coming under a newer machine. */
export interface FirstStep extends Step {
  event: StepRecord['event']
  from: string
}

/** A person's command may be repeated this many commands later and still gets its first answer. */
const answersKept = 200

/** A new run: a case's first one, or the continuation of an earlier one, which has no first step to take. */
export function openRun(started: CaseInput, laws: Laws, now: number): { run: CaseRun; first?: FirstStep } {
  const input = { ...started, openedAt: started.openedAt ?? now }
  const law = lawOf(laws, input.machineVersion)
  const { envelope } = input
  if (!envelope) {
    const first = { ...begin(law, input, now), event: { type: 'opened', at: now } as const, from: 'none' }
    return { run: runOf(input, law, first, now), first }
  }
  if (envelope.machineVersion === input.machineVersion) {
    return { run: runOf(input, law, restore(law, envelope.snapshot, envelope.timers), now) }
  }
  const step = migrate(laws, envelope, input.machineVersion, now)
  const event = { type: 'migrated', from: envelope.machineVersion, at: now } as const
  const first = { ...step, event, from: ladderState(step.snapshot) }
  return { run: runOf(input, law, first, now), first }
}

function runOf(
  input: CaseRun['input'],
  law: CaseMachine,
  { snapshot, timers }: Standing,
  now: number,
): CaseRun {
  const { envelope, machineVersion } = input
  return {
    input,
    law,
    now,
    standing: { snapshot, timers },
    inbox: [],
    answers: envelope?.answers ?? {},
    step: envelope?.step ?? 0,
    underWay: new Set(),
    view: envelope ? viewOf(snapshot, timers) : null,
    namedAgain: envelope?.namedAgain ?? false,
    toldVersion: machineVersion,
  }
}

export function envelopeOf(run: CaseRun): Envelope {
  const { standing, step, namedAgain } = run
  const answers = Object.fromEntries(Object.entries(run.answers).slice(-answersKept))
  return { v: 1, machineVersion: run.input.machineVersion, ...standing, step, answers, namedAgain }
}

/** Grants carry a key too, but they are the gate's facts, not a person's command. */
export const isCommand = <F extends object>(fact: F): fact is F & CaseCommand =>
  'key' in fact && 'by' in fact && 'reason' in fact
