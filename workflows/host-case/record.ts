import type { CaseKind } from '../../domain/case.ts'
import type { CaseAction, CaseCommand, CaseEvent, CaseView } from './contract.ts'

/** One step of a case as it is written down: what was heard, what it led to, how the case stands now. */
export interface StepRecord {
  hostRef: string
  caseId: string
  /** Number of the step; with the caseId it is the key of everything this step writes. */
  step: number
  at: number
  event: CaseEvent | { type: 'opened'; at: number }
  /** Ladder state before and after. */
  from: string
  actions: CaseAction[]
  view: CaseView
  about: {
    kind: CaseKind
    machineVersion: number
    policyHash: string
    unpatchedSince: number
    openedAt: number
  }
}

/** Kept even where nothing changes; a fact that a machine tells is not. A new command has to be named here. */
const alwaysKept: Record<CaseCommand['type'] | 'migrated', true> = {
  migrated: true,
  hold: true,
  resume: true,
  exempt: true,
  release: true,
  repair: true,
  recheck: true,
  retire: true,
  note: true,
  decide: true,
}

/** A sighting that changes nothing is kept with the sightings; a person's word always goes into the trail. */
export function isWorthRecording(record: StepRecord, before: CaseView | null): boolean {
  if (before === null || record.event.type in alwaysKept || record.actions.length > 0) return true
  return JSON.stringify(before) !== JSON.stringify(record.view)
}
