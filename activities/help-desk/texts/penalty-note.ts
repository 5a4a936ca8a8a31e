import type { Text } from '../../notice/texts/facts.ts'
import type { InForce } from '../../notice/texts/penalty-notice.ts'
import { whatIsOff } from '../../notice/texts/rung-words.ts'
import { when } from '../../notice/texts/when.ts'
import { runbook } from './runbook.ts'
import { ticketSubject } from './ticket-subject.ts'

/** A penalty that the help desk has to know of before the user calls. */
export interface PenaltyNote extends InForce {
  caseId: string
  hostname: string
  /** What it was done to, e.g. `WS-0417$` or `sw-2 Gi1/0/7`. */
  target: string
  now: number
  zone: string
}

/** Says what is off and until when, and repeats the runbook. */
export function penaltyNote(note: PenaltyNote): Text {
  return {
    subject: `Re: ${ticketSubject(note.caseId, note.hostname)}`,
    text: `Switched off by Straggler: ${note.target}
  ${whatIsOff[note.penalty]}

At the latest it is given back on ${when(note.until, note.now, note.zone)}.

${runbook(note.hostname)}
`,
  }
}
