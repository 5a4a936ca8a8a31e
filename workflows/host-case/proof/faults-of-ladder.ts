import type { EffectResult } from '../../../domain/effect.ts'
import { isPenalty } from '../../../domain/rung.ts'
import type { Rehearsal } from '../rehearsal.ts'
import { goOn, type Ladder, stubbornHost } from './stubborn-host.ts'

const fails: EffectResult = { type: 'attempted', reached: true, cause: 'installFailed' }
const works: EffectResult = { type: 'patched', evidence: 'proof' }

/** Far more moves than any ladder has; a case that still stands nowhere then goes round in a circle. */
const mostMoves = 5_000

/** What is wrong with a ladder when it is climbed by the real machine; empty when it may be used. */
export function faultsOfLadder(ladder: Ladder): string[] {
  const host = stubbornHost(ladder)
  const faults = new Set<string>()
  let known = 0
  for (let move = 0; move < mostMoves && !isAtEnd(host); move += 1) {
    goOn(host, ladder, fails)
    for (const fault of faultsOfWrite(host, ladder)) faults.add(fault)
    const { held } = host.snapshot().context
    if (held.length > known) for (const fault of faultsOfWayOut(ladder, move)) faults.add(fault)
    known = held.length
  }
  if (!isAtEnd(host)) faults.add('its cases never end with a person or a patched host')
  return [...faults]
}

const isAtEnd = (host: Rehearsal): boolean => ['investigating', 'closed'].includes(host.view().state)

/** R14: the notice was delivered the policy's time before, and a ticket stands. */
function faultsOfWrite(host: Rehearsal, { times }: Ladder): string[] {
  const c = host.snapshot().context
  const writing = Object.values(c.inFlight).find(({ kind, since }) => isPenalty(kind) && since === c.at)
  if (!writing) return []
  const early = c.noticedAt === null || c.at - c.noticedAt < times.noticeLead
  return [
    ...(early ? [`${writing.kind} comes before its notice is ${times.noticeLead / 1000} s old`] : []),
    ...(c.ticket === null ? [`${writing.kind} comes before there is a ticket`] : []),
  ]
}

/** The user responds right after the move that took something: is the way to a patch open, and is all given back? */
function faultsOfWayOut(ladder: Ladder, moves: number): string[] {
  const host = stubbornHost(ladder)
  for (let move = 0; move <= moves; move += 1) goOn(host, ladder, fails)
  const taken = host.snapshot().context.held.at(-1)?.kind
  host.tell({ type: 'responded', how: 'ownerPage', refuses: false, by: 'proof' })
  const faults: string[] = []
  for (let move = 0; move < 60 && host.view().state !== 'closed'; move += 1) {
    const { inFlight, held, plan } = host.snapshot().context
    const trying = Object.values(inFlight).some(({ kind }) => kind === 'patchAttempt')
    const inTheWay = held.find(({ rung }) => plan[rung]?.leavesDeploy !== true)
    if (trying && inTheWay) faults.push(`a host is to be patched while ${inTheWay.kind} keeps the patch out`)
    goOn(host, ladder, works)
  }
  const { held } = host.snapshot().context
  if (host.view().state !== 'closed' || held.length > 0)
    faults.push(`${taken} cannot be released by a response`)
  return faults
}
