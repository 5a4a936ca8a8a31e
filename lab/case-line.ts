import type { CaseAnswer } from '../api/case-answer.ts'
import { paint } from '../cli/output.ts'
import { fromNow } from '../cli/time.ts'

/** A case in one or two lines: its state and what is held, then what comes next, when, and why. */
export function caseLine(one: CaseAnswer): string {
  const { hostname, state, outcome, held } = one
  const time = paint('dim', new Date().toTimeString().slice(0, 8))
  const name = paint('bold', hostname.padEnd(8))
  if (state === 'closed') {
    return `${time} ${name} ${paint('green', `closed: ${outcome}`)}; account and port are as they were before`
  }
  const holds = held.length > 0 ? paint('red', ` (off: ${held.map(({ kind }) => kind).join(', ')})`) : ''
  return `${time} ${name} ${state}${holds}\n                  ${nextOf(one)}`
}

function nextOf({ next, person, hostname }: CaseAnswer): string {
  if (person?.approval) return `needs a person, because ${next.why}: straggler case ${hostname}`
  const when = next.at === null ? '' : ` ${fromNow(next.at)}`
  return `next: ${next.what}${when}, because ${next.why}`
}
