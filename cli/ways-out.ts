import type { CaseAnswer } from '../api/case-answer.ts'

/** A command that a person can give now, and what it is good for. */
export interface WayOut {
  command: string
  what: string
}

function answers({ hostname, person }: CaseAnswer): WayOut[] {
  const id = person?.approval
  if (!id) return []
  const ways: Record<string, WayOut[]> = {
    approval: [
      { command: `approve ${id}`, what: 'let it go on to this rung' },
      { command: `deny ${id} --reason R`, what: 'skip this rung' },
    ],
    unreachable: [
      { command: `approve ${id} --choose disable`, what: "disable the machine's account" },
      { command: `approve ${id} --choose retire`, what: 'the host no longer exists' },
      { command: `approve ${id} --choose look`, what: 'keep looking' },
    ],
    investigating: [
      { command: `approve ${id} --choose renew`, what: 'renew what is held, by your name' },
      { command: `repair ${hostname}`, what: 'open a repair window' },
    ],
    conflict: [
      { command: `release ${hostname} --leave`, what: 'what was found stays as it is' },
      { command: `release ${hostname} --retry`, what: 'try once more to restore what was' },
    ],
  }
  return ways[person.ask ?? ''] ?? []
}

/** What a person can do about a case as it stands, the most likely first. */
export function waysOut(one: CaseAnswer): WayOut[] {
  const { hostname, state, control, held } = one
  if (state === 'closed') return [{ command: `open ${hostname} --reason R`, what: 'begin again by hand' }]
  const lift = control === 'exempt' ? '--exemption ' : control === 'forensic' ? '--forensic ' : ''
  return [
    ...answers(one),
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
