import type { CaseSnapshot } from '../../interpret/interpret.ts'
import { caseTime } from '../case-clock.ts'
import type { CaseContext } from '../contract.ts'
import { isNoticed, waitOver } from '../due.ts'
import { ladderPath } from '../ladder-state.ts'

/**
 * What makes two standings of a case the same to the exploration. Instants and numbers are left out, but
 * for what the rules ask of them: finer, and the graph has no end; coarser, and whole states disappear.
 */
export function coarseKey(snapshot: CaseSnapshot): string {
  const c = snapshot.context
  const { control } = snapshot.value as { control: string }
  const held = c.held.map(({ rung, conflict }) => (conflict ? -rung : rung))
  const inFlight = [...new Set(Object.values(c.inFlight).map(({ kind }) => kind))].sort()
  return [
    ladderPath(snapshot).join('.'),
    control,
    c.rung,
    held,
    inFlight,
    Math.min(c.attempts, 1),
    Math.min(c.cycles, 1),
    c.deadline !== null,
    caseTime(c) >= waitOver(c),
    notice(c),
    daysUnseen(c),
    c.noticedAt !== null && c.seenAt !== null && c.seenAt >= c.noticedAt,
    c.ticket !== null,
    c.approval !== null,
    c.outcome !== null,
  ].join('|')
}

/** The search that ends in `unreachable` takes days of waking in vain. */
function daysUnseen(c: CaseContext): number {
  const since = Math.max(c.lookFrom, c.freshFrom, c.seenAt ?? 0)
  return Math.min(3, Math.floor((c.at - since) / c.times.wakeEvery))
}

function notice(c: CaseContext): string {
  if (!isNoticed(c)) return 'none'
  return c.at - Number(c.noticedAt) >= c.times.noticeLead ? 'old enough' : 'new'
}
