import { caseTag } from '../case-tag.ts'
import { deadline, whatHappensNext } from './deadline.ts'
import type { NoticeFacts, Text } from './facts.ts'
import { inShort, whatIsWrong } from './what-is-wrong.ts'

/** Tells the owner's manager, who can free the owner's time for it (R14). */
export function managerNotice(facts: NoticeFacts & { ownerEmail?: string }): Text {
  return {
    subject: `${caseTag(facts.caseId)} ${facts.hostname} in your team: ${inShort(facts)}`,
    text: `${whatIsWrong(facts)}

${facts.ownerEmail === undefined ? 'No owner is on record for it.' : `It is used by ${facts.ownerEmail}.`}

WHAT TO DO
Please make sure that somebody switches the computer on, connects it to the
company network, leaves it on for an hour, and presses "I am here, try
again" on this page:

  ${facts.page}

If the computer is lost, retired, or must not be touched now: answer this
mail and say so.

DEADLINE
${deadline(facts)}

WHAT HAPPENS NEXT
${whatHappensNext(facts)}
`,
  }
}
