import type { CaseAction, CaseEvent, CaseView } from './contract.ts'

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
    kind: 'unpatched' | 'unreported'
    machineVersion: number
    policyHash: string
    unpatchedSince: number
    openedAt: number
  }
}

const alwaysKept = new Set([
  'migrated',
  'hold',
  'resume',
  'exempt',
  'release',
  'repair',
  'recheck',
  'retire',
  'note',
  'decide',
])

/** A sighting that changes nothing is kept with the sightings; a person's word always goes into the trail. */
export function isWorthRecording(record: StepRecord, before: CaseView | null): boolean {
  if (before === null || alwaysKept.has(record.event.type) || record.actions.length > 0) return true
  return JSON.stringify(before) !== JSON.stringify(record.view)
}
