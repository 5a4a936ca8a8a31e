import type { CaseTimes } from '../../domain/case.ts'
import type { EffectKind, EffectResult, Located } from '../../domain/effect.ts'
import type { PenaltyKind, Rung, RungKind } from '../../domain/rung.ts'
import type { CaseMachine } from '../interpret/interpret.ts'
import type { CaseAction, CaseInput } from './contract.ts'
import { machineVersion } from './machine.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'

/** Units and the instant at which every test begins. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const start = Date.UTC(2026, 0, 5, 8)

/** Times of a policy that a company might use. */
export const times: CaseTimes = {
  seenLately: day,
  locate: 10 * minute,
  wake: 30 * minute,
  wakeEvery: 6 * hour,
  attempt: 4 * hour,
  retry: 15 * minute,
  unseen: 30 * day,
  noticeLead: day,
  stale: 2 * day,
  stall: 14 * day,
  gate: hour,
  write: 15 * minute,
  window: 4 * hour,
  accountLease: 3 * day,
  portLease: day,
  undoRetry: 10 * minute,
  remind: day,
  attemptsBeforePenalty: 2,
  cycles: 2,
}

/** One rung without approval, unless said otherwise. */
export const rung = (kind: RungKind, wait: number, more: Partial<Rung> = {}): Rung => ({
  kind,
  wait,
  approval: false,
  ...more,
})

/** The shipped ladder of a personal, wired host. */
export const fullPlan: Rung[] = [
  rung('ownerNotice', 0),
  rung('managerNotice', 2 * day),
  rung('ticket', day),
  rung('machineAccount', 3 * day),
  rung('userAccount', 2 * day, { approval: true }),
  rung('port', 2 * day),
]

/** What differs from the usual case. */
export interface TestCase {
  kind?: CaseInput['kind']
  times?: Partial<CaseTimes>
  located?: Partial<Located>
  law?: CaseMachine
}

const inputOf = ({ kind = 'unpatched', times: own }: TestCase): CaseInput => ({
  hostRef: 'h-1',
  caseId: 'c-1',
  kind,
  machineVersion,
  policyHash: 'policy',
  times: { ...times, ...own },
  unpatchedSince: start,
})

/** A case that is looking for its host. */
export const opened = (test: TestCase = {}): Rehearsal =>
  rehearse(inputOf(test), start, test.law && { law: test.law })

/** The outcome of locating the host. */
export const found = (located: Partial<Located> = {}): Located => ({
  type: 'located',
  role: 'personal',
  attachment: 'wired',
  band: 'high',
  deadline: start + 2 * day,
  seenAt: start,
  plan: fullPlan,
  skipped: [],
  ...located,
})

/** Outcomes, by their names in the tests. */
export const failed = { type: 'effect.failed', why: 'no answer', advice: 'look at the device' } as const
export const refusedByRule = { type: 'effect.refused', rule: 'R7', why: 'protected' } as const
export const doneWith = (ref: string) => ({ type: 'effect.done', ref }) as const
export const unpatched = { type: 'attempted', reached: true, cause: 'disk full' } as const
export const missed = { type: 'attempted', reached: false, cause: 'no answer' } as const
/** Who gives a command, and why. */
export const person = { by: 'kim', reason: 'asked by phone' } as const

/** The host was seen lately, one attempt has reached it and failed: `monitored`. */
export function monitored(test: TestCase = {}): Rehearsal {
  const host = opened(test)
  host.outcome('locate', found(test.located))
  host.outcome('ownerNotice', doneWith('mail-1'))
  host.outcome('patchAttempt', unpatched)
  return host
}

/** The host is seen on the network now. */
export const sighted = (host: Rehearsal) =>
  host.tell({ type: 'sighted', seenAt: host.now(), source: 'sw-2 Gi1/0/7' })

/** How effects usually end: attempts fail, wakes are not answered, the rest is done. */
const usual = (kind: EffectKind, host: Rehearsal): EffectResult => {
  if (kind === 'locate') return found({ seenAt: host.now() })
  if (kind === 'patchAttempt') return unpatched
  return kind === 'wake' ? failed : doneWith(`${kind}-ref`)
}

/** All that is under way ends as usual. */
export function settle(host: Rehearsal): void {
  for (let [kind] = underWay(host); kind; [kind] = underWay(host)) host.outcome(kind, usual(kind, host))
}

/** The kinds of effects whose outcome is not known yet. */
export const underWay = (host: Rehearsal) =>
  Object.values(host.snapshot().context.inFlight).map(({ kind }) => kind)

/** Hours go by until the case stands in `state`; all ends as usual, and the host is seen unless it is absent. */
export function until(host: Rehearsal, state: string, { absent = false, limit = 40 * day } = {}): void {
  const end = host.now() + limit
  while (!host.state().startsWith(state)) {
    if (host.now() > end) throw new Error(`still ${host.state()} and not ${state}`)
    if (underWay(host).length > 0) settle(host)
    else host.pass(hour)
    if (!absent && host.state() === 'monitored.watching') sighted(host)
  }
}

/** Hours go by until an effect of this kind is ordered once more; tells when. */
export function orderedAt(host: Rehearsal, kind: EffectKind, options: { absent?: boolean } = {}): number {
  const before = runs(host.orders).filter((one) => one === kind).length
  const end = host.now() + 40 * day
  while (runs(host.orders).filter((one) => one === kind).length === before) {
    if (host.now() > end) throw new Error(`${kind} is never ordered from ${host.state()}`)
    if (underWay(host).length > 0) settle(host)
    else host.pass(hour)
    if (!options.absent && host.state() === 'monitored.watching') sighted(host)
  }
  return host.now()
}

/** The key under which the case has asked the gate. */
export const asked = (host: Rehearsal): string => `c-1:${host.snapshot().context.gate?.seq}`

/** The gate grants what it was asked for. */
export const grant = (host: Rehearsal) => host.tell({ type: 'granted', key: asked(host) })

/** A penalty of this kind is in force. */
export function penalised(kind: PenaltyKind, test: TestCase = {}): Rehearsal {
  const host = monitored({ ...test, located: { plan: upTo(kind), ...test.located } })
  until(host, kind === 'port' ? 'portShut.asking' : 'accountDisabled.asking')
  grant(host)
  host.outcome(kind, doneWith(`${kind}-target`))
  return host
}

/** A ladder whose only penalty is this one. */
export const upTo = (kind: PenaltyKind): Rung[] => [
  rung('ownerNotice', 0),
  rung('ticket', day),
  rung(kind, 2 * day),
]

/** The kinds of effects that were ordered, in their order. */
export const runs = (actions: CaseAction[]): string[] =>
  actions.flatMap((action) => (action.type === 'run' ? [action.params.kind] : []))

/** The orders of one type. */
export const ofType = <T extends CaseAction['type']>(actions: CaseAction[], type: T) =>
  actions.filter((action): action is Extract<CaseAction, { type: T }> => action.type === type)
