import { defineSignal } from '@temporalio/workflow'
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

export type GateAnswer =
  | { key: string; verdict: 'granted' }
  | { key: string; verdict: 'refused'; rule: string; why: string }
  /** Not now: outside staffed hours, or a limit is reached. The gate keeps it and looks again. */
  | { key: string; verdict: 'wait'; rule: string; why: string }

/** The gate of all sites; later one for each. */
export const gateId = 'gate/main'

export const askGate = defineSignal<[GateAsk]>('askGate')

/** A grant that came too late for its case goes back unused. */
export const returnGrant = defineSignal<[string]>('returnGrant')
