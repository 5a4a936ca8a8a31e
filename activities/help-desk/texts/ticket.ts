import type { Host } from '../../../domain/host.ts'
import { deadline, whatHappensNext } from '../../notice/texts/deadline.ts'
import type { CaseFacts, Text } from '../../notice/texts/facts.ts'
import { inShort, whatIsWrong } from '../../notice/texts/what-is-wrong.ts'
import { duration } from '../../notice/texts/when.ts'
import { runbook } from './runbook.ts'
import { ticketSubject } from './ticket-subject.ts'

/** What a ticket is made of. */
export interface TicketFacts extends CaseFacts {
  host: Pick<Host, 'hostname'> & Partial<Pick<Host, 'fqdn' | 'ownerEmail' | 'department' | 'site'>>
  /** The case's page for the help desk. */
  casePage: string
  /** Attempts to install that reached the host and failed, and the cause of the last. */
  attempts: number
  lastCause?: string
}

/** The opening of a ticket: why, for whom, what comes, and the runbook. */
export function ticket(facts: TicketFacts): Text {
  const since = duration(facts.now - facts.unpatchedSince)
  return {
    subject: ticketSubject(facts.caseId, facts.hostname),
    text: `For the patch section: ${inShort(facts)} for ${since}.

${whatIsWrong(facts)}

${table(facts)}

DEADLINE
${deadline(facts)}

WHAT HAPPENS NEXT
${whatHappensNext(facts)}

${runbook(facts.hostname)}
`,
  }
}

function table({ host, caseId, casePage, attempts, lastCause }: TicketFacts): string {
  const rows: [string, string | undefined][] = [
    ['Host', host.fqdn ?? host.hostname],
    ['Owner', host.ownerEmail],
    ['Department', host.department],
    ['Site', host.site],
    ['Attempts', `${attempts} reached the host and failed${lastCause ? `, last cause: ${lastCause}` : ''}`],
    ['Case', caseId],
    ['Page', casePage],
  ]
  return rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(12)}${value}`)
    .join('\n')
}
