import type { Text } from '../../notice/texts/facts.ts'
import { givenBack, type Released } from '../../notice/texts/release-notice.ts'
import { exact } from '../../notice/texts/when.ts'
import { ticketSubject } from './ticket-subject.ts'

/** How a case ended, and what shows it. */
export interface Resolution extends Released {
  /** E.g. `live check of 2 updates: all installed`. */
  evidence: string
}

/** The closing of a ticket, with the evidence for it. */
export function resolution(facts: Resolution): Text {
  return {
    subject: `Re: ${ticketSubject(facts.caseId, facts.hostname)}`,
    text: `RESOLVED: ${facts.outcome}, ${exact(facts.now, facts.zone)}

Evidence: ${facts.evidence}

${givenBack(facts.restored)}
This ticket can be closed.
`,
  }
}
