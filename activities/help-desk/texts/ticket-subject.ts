import { caseTag } from '../../notice/case-tag.ts'

/** The same for the whole life of a ticket: mail programs and ticket systems thread by it, too. */
export const ticketSubject = (caseId: string, hostname: string): string =>
  `${caseTag(caseId)} ${hostname} needs attention`
