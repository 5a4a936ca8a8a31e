import type { CaseCommand, CaseMessage, CommandAnswer } from '../workflows/host-case/contract.ts'
import type { Engine, Opening } from './engine.ts'

/** An engine that keeps what it was told; what the API does with a real one is tested over Temporal. */
export interface RecordingEngine extends Engine {
  commands: { hostRef: string; command: CaseCommand }[]
  told: { hostRef: string; message: CaseMessage }[]
  opened: Opening[]
  takenIn: string[]
  /** What the next commands are answered. */
  answer: CommandAnswer
  /** Thrown instead of an answer while set. */
  failure: Error | null
}

/** Makes one that accepts everything. */
export function recordingEngine(): RecordingEngine {
  const failing = async <T>(done: () => T): Promise<T> => {
    if (engine.failure) throw engine.failure
    return done()
  }
  const engine: RecordingEngine = {
    commands: [],
    told: [],
    opened: [],
    takenIn: [],
    answer: { accepted: true },
    failure: null,
    command: (hostRef, command) =>
      failing(() => {
        engine.commands.push({ hostRef, command })
        return engine.answer
      }),
    tell: (hostRef, message) => failing(() => void engine.told.push({ hostRef, message })),
    open: (opening) =>
      failing(() => {
        if (engine.opened.some(({ hostRef }) => hostRef === opening.hostRef)) return false
        engine.opened.push(opening)
        return true
      }),
    takeIn: (reportId) => failing(() => void engine.takenIn.push(reportId)),
    reconcile: () => failing(() => {}),
    ping: () => failing(() => {}),
    close: async () => {},
  }
  return engine
}
