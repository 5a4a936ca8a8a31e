import { caseTag } from '../case-tag.ts'
import { deadline, whatHappensNext } from './deadline.ts'
import type { NoticeFacts, Text } from './facts.ts'
import { inShort, whatIsWrong } from './what-is-wrong.ts'
import { duration } from './when.ts'

/** What was tried so far, for people who decide. */
export interface Tried {
  /** Attempts that reached the host and failed. */
  attempts: number
  /** Cause of the last one, in the words of the deploy route. */
  lastCause?: string
  department?: string
}

/** The notice of the last resort: how serious it is, what was done, what it needs. */
export function managementNotice(facts: NoticeFacts & Tried): Text {
  const since = duration(facts.now - facts.unpatchedSince)
  const cause = facts.lastCause === undefined ? '' : ` (last cause: ${facts.lastCause})`
  return {
    subject: `${caseTag(facts.caseId)} ${facts.hostname}: ${inShort(facts)} for ${since}, your decision may be needed`,
    text: `${whatIsWrong(facts)}
${facts.department === undefined ? '' : `\nDepartment: ${facts.department}.\n`}
WHAT WAS DONE
${facts.attempts} attempt${facts.attempts === 1 ? '' : 's'} to install reached the computer and failed${cause}.

DEADLINE
${deadline(facts)}

WHAT HAPPENS NEXT
${whatHappensNext(facts)}

WHAT IT NEEDS
Somebody who gets hold of the computer, or a decision to retire it. Every
step so far is on record:

  ${facts.page}
`,
  }
}
