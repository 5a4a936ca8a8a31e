import type { CaseCommand, CaseMessage, CommandAnswer } from '../workflows/host-case/contract.ts'

/** A case that a person opens by hand. */
export interface Opening {
  hostRef: string
  /** Random id of the new case. */
  caseId: string
  by: string
  reason: string
}

/** All that the API asks of the workflow engine. */
export interface Engine {
  /** Sends a person's command to the host's open case; throws `NoOpenCase` when there is none. */
  command(hostRef: string, command: CaseCommand): Promise<CommandAnswer>
  /** Tells the host's open case a fact; throws `NoOpenCase` when there is none. */
  tell(hostRef: string, message: CaseMessage): Promise<void>
  /** Opens a case; false when the host has an open one already. */
  open(opening: Opening): Promise<boolean>
  /** Lets an accepted report open and feed cases. Starting one twice is the same as once. */
  takeIn(reportId: string): Promise<void>
  /** Looks for held targets without a living case now, instead of at the next full hour. */
  reconcile(): Promise<void>
  /** Throws when the engine does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** The host has no open case that could hear this. */
export class NoOpenCase extends Error {
  constructor(hostRef: string) {
    super(`host ${hostRef} has no open case`)
    this.name = 'NoOpenCase'
  }
}
