import type { Outcome } from '../../../domain/case.ts'
import type { PenaltyKind } from '../../../domain/rung.ts'
import { caseTag } from '../case-tag.ts'
import type { Text } from './facts.ts'
import { whatIsBack } from './rung-words.ts'
import { exact } from './when.ts'

/** How a case ended. */
export interface Released {
  caseId: string
  hostname: string
  outcome: Outcome
  /** Penalties that were undone and read back. */
  restored: PenaltyKind[]
  now: number
  zone: string
}

const why: Record<Outcome, string> = {
  patched: 'All its updates are installed. Thank you.',
  retired: 'It has been taken out of service.',
  exempt: 'It has been exempted.',
  reversed: 'A person has ended the case.',
}

/** Tells the owner that everything is back as it was. */
export function releaseNotice(facts: Released): Text {
  return {
    subject: `${caseTag(facts.caseId)} ${facts.hostname}: done, everything is as it was before`,
    text: `The matter of the computer ${facts.hostname} is closed since
${exact(facts.now, facts.zone)}.
${why[facts.outcome]}

${givenBack(facts.restored)}
You need not do anything.
`,
  }
}

/** What was undone, for owner and help desk. */
export function givenBack(restored: PenaltyKind[]): string {
  if (restored.length === 0) return 'Nothing had been switched off.'
  return `Switched on again, and checked:\n${restored.map((kind) => `  ${whatIsBack[kind]}`).join('\n')}\n`
}
