import type { AskAnswer } from '../api/ask-answer.ts'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { Decision } from '../workflows/host-case/contract.ts'

/** A command that a person can give now, and what it is good for. */
export interface WayOut {
  command: string
  what: string
}

/** What each answer to an open question leads to. */
const leadsTo: Record<Decision, string> = {
  disable: 'yes: let this rung happen',
  skip: 'no: skip this rung',
  retire: 'the host no longer exists',
  look: 'keep looking',
  renew: 'renew what is held, by your name',
  repair: 'open a repair window',
  leave: 'what was found stays as it is',
  retry: 'try once more to restore what was',
}

function commandFor({ id, ask, hostname }: AskAnswer, decision: Decision): string {
  if (ask === 'conflict') return `release ${hostname} --${decision} --reason R`
  if (ask !== 'approval') return `approve ${id} --choose ${decision}`
  return decision === 'skip' ? `deny ${id} --reason R` : `approve ${id}`
}

function answers(question: AskAnswer | null): WayOut[] {
  if (question === null) return []
  return question.choices.map((decision) => {
    const rung = decision === 'disable' && question.rung !== null ? ` (${question.rung})` : ''
    return { command: commandFor(question, decision), what: leadsTo[decision] + rung }
  })
}

/** What a person can do about a case as it stands, the most likely first. */
export function waysOut(one: CaseAnswer, question: AskAnswer | null): WayOut[] {
  const { hostname, state, control, held } = one
  if (state === 'closed') return [{ command: `open ${hostname} --reason R`, what: 'begin again by hand' }]
  const lift = control === 'exempt' ? '--exemption ' : control === 'forensic' ? '--forensic ' : ''
  return [
    ...answers(question),
    ...(control === 'running'
      ? []
      : [{ command: `resume ${hostname} ${lift}--reason R`, what: 'let it go on' }]),
    ...(held.length > 0
      ? [{ command: `repair ${hostname}`, what: 'the user is there: give access back and install' }]
      : []),
    { command: `recheck ${hostname}`, what: 'check now whether it is patched' },
    ...(control === 'running' ? [{ command: `hold ${hostname} --reason R`, what: 'pause it' }] : []),
    { command: `exempt ${hostname} --until 14d --reason R`, what: 'except it for a time' },
    { command: `release ${hostname} --reason R`, what: 'give everything back and close' },
  ]
}
