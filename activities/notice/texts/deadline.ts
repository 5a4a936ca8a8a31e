import type { CaseFacts } from './facts.ts'
import { consequence } from './rung-words.ts'
import { when } from './when.ts'

/** The deadline in words and as an exact time. */
export function deadline({ deadline, now, zone }: CaseFacts): string {
  return deadline === null ? 'No deadline is set yet.' : `${when(deadline, now, zone)}.`
}

/** The next rung and the earliest time for it. */
export function whatHappensNext({ next, now, zone }: CaseFacts): string {
  if (next === null) return 'Nothing further is planned; a person looks into it.'
  const at = next.at > now ? `Not before ${when(next.at, now, zone)}` : 'Any time from now on'
  return `${at}:\n  ${consequence[next.kind]}`
}
