import { defineQuery, defineSignal } from '@temporalio/workflow'
import type { PenaltyKind } from '../../domain/rung.ts'

/** A case asks for leave to do one penalty. */
export interface GateAsk {
  /** Effect key that the grant will be bound to. */
  key: string
  hostRef: string
  caseId: string
  penalty: PenaltyKind
  band: string
  /** Epoch milliseconds; within a band the earliest deadline goes first. */
  deadline: number
}

/** An ask that the gate keeps until it can answer it. */
export interface QueuedAsk extends GateAsk {
  /** When the gate first heard it. */
  since: number
}

export type GateAnswer =
  | { key: string; verdict: 'granted' }
  | { key: string; verdict: 'refused'; rule: string; why: string }

/** Asks that wait for one reason: a limit is reached, nobody is there, or everything is stopped. */
export interface Waiting {
  rule: string
  why: string
  asks: number
}

/** What one look at all asks has led to. An ask that is not answered waits. */
export interface GateDecision {
  answers: GateAnswer[]
  /** There are more answers than fit into one decision: the next look gives them. */
  more: boolean
  waiting: Waiting[]
}

export interface GateActivities {
  /** Decides on all asks and stores each grant; a key that has a grant keeps it. */
  decideAsks(asks: QueuedAsk[]): Promise<GateDecision>
  returnGrants(keys: string[]): Promise<void>
}

/** What the gate is started with. Grants themselves are documents, they outlive any run. */
export interface GateInput {
  queue?: QueuedAsk[]
  returned?: string[]
  /**
   * How often waiting asks are looked at when nobody asks anew, milliseconds; 20 s unless told. A freed
   * place is given within this time. Raise it when thousands wait for days.
   */
  lookEvery?: number
  /** History events after which the next run takes over; 2000 unless told. Tests lower it. */
  eventsPerRun?: number
}

/** What people see of the gate. */
export interface GateView {
  asks: number
  /** As of the last look. */
  waiting: Waiting[]
  lookedAt: number | null
}

/** The gate of all sites; later one for each. */
export const gateId = 'gate/main'

export const askGate = defineSignal<[GateAsk]>('askGate')

/** A grant that came too late for its case goes back unused. */
export const returnGrant = defineSignal<[string]>('returnGrant')

/** How many wait, and why. */
export const gateNow = defineQuery<GateView>('gate')
