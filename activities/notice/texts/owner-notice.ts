import { caseTag } from '../case-tag.ts'
import { deadline, whatHappensNext } from './deadline.ts'
import type { NoticeFacts, Text } from './facts.ts'
import { inShort, whatIsWrong } from './what-is-wrong.ts'
import { exact } from './when.ts'

/** Tells the owner what is wrong, by when, what happens otherwise, and what to do (R14). */
export function ownerNotice(facts: NoticeFacts): Text {
  const by = facts.deadline === null ? '' : `, please act by ${exact(facts.deadline, facts.zone)}`
  return {
    subject: `${caseTag(facts.caseId)} ${facts.hostname}: ${inShort(facts)}${by}`,
    text: `${whatIsWrong(facts)}

WHAT TO DO
Switch the computer on, connect it to the company network and leave it on
for an hour. Then open this page and press "I am here, try again":

  ${facts.page}

If you cannot, or it does not help: press "I need help" on the same page,
or answer this mail.

DEADLINE
${deadline(facts)}

WHAT HAPPENS NEXT
${whatHappensNext(facts)}
Once the updates are in, it ends by itself and nothing is taken away.
`,
  }
}
