import { isPenalty } from '../../../domain/rung.ts'
import { delayName } from '../../interpret/timers.ts'
import type { CaseAction, CaseEvent } from '../contract.ts'
import { runsWhileStopped } from '../machine.ts'
import type { Rehearsal } from '../rehearsal.ts'
import type { Ledger } from './ledger.ts'

/** One step as the witness sees it: the ledger knows the event, but not yet the orders that it led to. */
export interface Seen {
  event: CaseEvent
  actions: CaseAction[]
  ledger: Ledger
}

type Run = Extract<CaseAction, { type: 'run' }>['params']

const runs = (actions: CaseAction[]): Run[] =>
  actions.flatMap((action) => (action.type === 'run' ? [action.params] : []))

const touchesHost = (kind: string) => ['wake', 'patchAttempt', 'liveCheck'].includes(kind)
const isStep = (kind: string) => kind === 'ticket' || (kind.endsWith('Notice') && kind !== 'releaseNotice')
const isWrite = (kind: string) => kind === 'undo' || isPenalty(kind)

/** What must hold of every penalty that is ordered. */
const penaltyRules: [string, (l: Ledger, penalty: Run) => boolean][] = [
  ['its own grant', (l, { seq }) => l.grants.has(`${l.input.caseId}:${seq}`)],
  ['a report that names the host', (l) => !l.unreported],
  ['a place in its plan', (l, { kind }) => l.plan.some((rung) => rung.kind === kind)],
  ['no server', ({ role }) => role !== 'server' && role !== 'infrastructure'],
  ['the deadline', (l) => l.deadline !== null && l.now >= l.deadline],
  [
    'failed attempts or a refusal',
    (l, { kind }) => l.attempts >= l.input.times.attemptsBeforePenalty || l.refused || unseen(l, kind),
  ],
  [
    'a notice since the last interruption, early enough',
    (l) => noticed(l) && l.now - Number(l.noticedAt) >= l.input.times.noticeLead,
  ],
  ['a ticket', ({ ticket }) => ticket],
  ['a sighting since the notice', (l, { kind }) => l.seenAt >= Number(l.noticedAt) || unseen(l, kind)],
  ['no hold', ({ holds }) => !holds.any],
  ['no other write under way', (l) => !l.isRunning(isWrite)],
  ["the rung's time", (l, { kind }) => l.now - l.rungAt >= (l.plan.find((r) => r.kind === kind)?.wait ?? 0)],
  ['its target being free', (l, { kind }) => ![...l.held.values()].some((held) => held.kind === kind)],
  ['the earlier rungs', (l, { kind }) => earlierArePast(l, kind)],
  ['an approval where the rung wants one', (l, { kind }) => !wantsApproval(l, kind) || approved(l, kind)],
]

const noticed = (l: Ledger) => l.noticedAt !== null && l.noticedAt >= l.holds.interruptedAt
const unseen = (l: Ledger, kind: string) => l.approvedUnseen === kind
const approved = (l: Ledger, kind: string) => l.approved === kind || unseen(l, kind)
/** A ticket that is open counts, whenever it was opened. */
const earlierArePast = (l: Ledger, kind: string) =>
  l.plan
    .slice(
      0,
      Math.max(
        0,
        l.plan.findIndex((rung) => rung.kind === kind),
      ),
    )
    .every((rung) => l.past.has(rung.kind) || (rung.kind === 'ticket' && l.ticket))
const wantsApproval = (l: Ledger, kind: string) => l.plan.find((r) => r.kind === kind)?.approval === true

/** What is wrong with the orders of one step. */
export function faultsOfOrders({ event, actions, ledger: l }: Seen): string[] {
  const faults = runs(actions).flatMap((run) => {
    if (isPenalty(run.kind)) {
      const missing = penaltyRules.filter(([, holds]) => !holds(l, run))
      return missing.map(([rule]) => `${run.kind} without ${rule}`)
    }
    if (run.kind === 'undo') return faultsOfUndo(l, run)
    return [...faultsUnderHold(l, run), ...faultsOfStep(l, run)]
  })
  const late = event.type === 'granted' && l.grants.has(event.key) && isLate(l, event.key, actions)
  return late ? [...faults, `the late grant ${event.key} is kept`] : faults
}

function faultsUnderHold(l: Ledger, { kind }: Run): string[] {
  return l.holds.any && (touchesHost(kind) || isStep(kind)) ? [`${kind} under a hold`] : []
}

/** A step is taken once, at its time, after the rungs before it; only a notice may be given again. */
function faultsOfStep(l: Ledger, { kind }: Run): string[] {
  const faults: string[] = []
  if (l.isRunning((other) => other === kind)) faults.push(`${kind} twice at once`)
  const rung = l.plan.find((one) => one.kind === kind)
  if (!rung || (l.past.has(kind) && kind === 'ownerNotice')) return faults
  if (l.past.has(kind) && !l.again.has(kind)) faults.push(`${kind} a second time`)
  if (l.now - l.rungAt < rung.wait) faults.push(`${kind} before its time`)
  if (!earlierArePast(l, kind)) faults.push(`${kind} before an earlier rung`)
  return faults
}

function faultsOfUndo(l: Ledger, { of }: Run): string[] {
  const faults: string[] = []
  if (!l.held.has(of ?? -1)) faults.push('undo of something that is not held')
  if (l.held.get(of ?? -1)?.disputed) faults.push('undo of something in dispute')
  if (l.isRunning(isWrite)) faults.push('undo while another write is under way')
  return faults
}

/** A grant is used at once or it goes back at once. */
const isLate = (l: Ledger, key: string, actions: CaseAction[]) =>
  !actions.some(
    (action) =>
      (action.type === 'returnGrant' && action.params.key === key) ||
      (action.type === 'run' && `${l.input.caseId}:${action.params.seq}` === key),
  )

/** What is wrong with where the case stands after a step. */
export function faultsOfStanding(host: Rehearsal, l: Ledger): string[] {
  const { state, next, person } = host.view()
  const faults: string[] = []
  const armed = host.timers().filter(({ fireAt }) => fireAt !== null)
  const runningFor = (delay: string) => armed.some(({ event }) => delayName(event) === delay)
  const ours = [...l.held.values()].filter(({ disputed }) => !disputed)

  if (state === 'closed') return faultsOfClosed(l)
  if (next.at === null && !person && !l.holds.any) faults.push(`no next time and no person in ${state}`)
  if (armed.length === 0 && l.inFlight.size === 0) faults.push(`nothing can move ${host.state()}`)
  if (ours.length > 0 !== runningFor('lease')) faults.push(`${ours.length} held and the lease timer differs`)
  const ended = ours.filter(({ until }) => until <= l.now)
  if (ended.length > 0 && !l.isRunning(isWrite) && !runningFor('undoRetry')) {
    faults.push('a lease has ended and nothing is given back')
  }
  if (l.open.size > 1) faults.push('two questions are open')
  if (person && !l.open.has(person.seq)) faults.push('a question is shown that nobody was asked')
  if (l.holds.any) {
    const wrong = armed.filter(({ event }) => !runsWhileStopped.has(delayName(event)))
    if (wrong.length > 0) faults.push(`${delayName(wrong[0]?.event ?? '')} runs while the clock is stopped`)
  }
  return faults
}

/** A next time lies ahead, once everything that was due has been heard. */
export function faultsOfNext(host: Rehearsal): string[] {
  const { at } = host.view().next
  return at !== null && at < host.now() ? [`the next time of ${host.state()} has passed`] : []
}

function faultsOfClosed(l: Ledger): string[] {
  const faults: string[] = []
  if (l.held.size > 0) faults.push('closed with something held')
  if (l.inFlight.size > 0) faults.push('closed with an effect under way')
  if (l.grants.size > 0) faults.push('closed with a grant kept')
  if (l.open.size > 0) faults.push('closed with an open question')
  return faults
}
