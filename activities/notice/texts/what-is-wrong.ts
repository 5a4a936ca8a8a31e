import type { CaseFacts, Missing } from './facts.ts'
import { duration, exact } from './when.ts'

const shown = 10

/** `3 updates`, or what an unreported case lacks instead. */
export const inShort = (facts: CaseFacts): string =>
  facts.kind === 'unreported'
    ? 'no patch report'
    : `${facts.missing.length} missing update${facts.missing.length === 1 ? '' : 's'}`

/** The facts that a case rests on, in two sentences and a list. */
export function whatIsWrong(facts: CaseFacts): string {
  const since = `${duration(facts.now - facts.unpatchedSince)}, since ${exact(facts.unpatchedSince, facts.zone)}`
  if (facts.kind === 'unreported') {
    return `No patch report has said anything about the computer ${facts.hostname}\nfor ${since}.`
  }
  return [
    `The computer ${facts.hostname} has ${inShort(facts)}.`,
    `It has been like that for ${since}.`,
    '',
    ...facts.missing.slice(0, shown).map(line),
    ...(facts.missing.length > shown ? [`  and ${facts.missing.length - shown} more`] : []),
  ].join('\n')
}

function line({ updateId, title, severity }: Missing): string {
  const words = [updateId, title, severity && `(${severity})`].filter(Boolean).join('  ')
  return `  ${onOneLine(words)}`
}

/** Titles come from files of others: none may break out of its line or fill the mail. */
const onOneLine = (words: string): string => words.replace(/\p{C}+/gu, ' ').slice(0, 100)
