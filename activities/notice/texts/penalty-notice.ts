import type { PenaltyKind } from '../../../domain/rung.ts'
import { caseTag } from '../case-tag.ts'
import type { NoticeFacts, Text } from './facts.ts'
import { whatIsOff } from './rung-words.ts'
import { whatIsWrong } from './what-is-wrong.ts'
import { when } from './when.ts'

/** A penalty that is in force; `until` is the end of its lease. */
export interface InForce {
  penalty: PenaltyKind
  until: number
}

/** Says what is off, why, and how to get out; sent with the penalty. */
export function penaltyNotice(facts: NoticeFacts & InForce): Text {
  return {
    subject: `${caseTag(facts.caseId)} ${facts.hostname}: switched off because updates are missing, how to get it back`,
    text: `WHAT IS OFF
We have switched off
  ${whatIsOff[facts.penalty]}
Nothing is broken and nothing is lost.

WHY
${whatIsWrong(facts)}

HOW TO GET IT BACK
Switch the computer on, connect it to the company network, and press
"I am here, try again" on this page, from any device:

  ${facts.page}

What the installation needs is then given back for a while and the updates
are installed. When they are in, everything is given back.
If you cannot open the page, call the help desk: it has a ticket about this
and can start the same thing with one command.

AT THE LATEST
it is given back on ${when(facts.until, facts.now, facts.zone)},
unless a person decides otherwise by name.
`,
  }
}
