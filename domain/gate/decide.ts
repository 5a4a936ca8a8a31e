import type { PenaltyKind } from '../rung.ts'
import { type Grant, isValid } from './grant.ts'
import { inOrder, type Ranked } from './in-order.ts'
import type { GateLimits, HeldTarget, Stock } from './limits.ts'
import { overLimit } from './over-limit.ts'

/** What one ask is decided on. */
export interface Wanted extends Ranked {
  caseId: string
  penalty: PenaltyKind
  switch?: string
  department?: string
  /** When the gate first heard it. */
  since: number
}

/** Everything besides the limits that can forbid or delay a penalty. */
export interface Conditions {
  killSwitch: { on: boolean; by: string } | null
  /** Why the error breaker has tripped (R5); null while it has not, or once a person has reset it. */
  breaker: string | null
  /** Mode of the stage this penalty belongs to (R1). */
  mode: (penalty: PenaltyKind) => 'off' | 'observe' | 'approve' | 'auto'
  /** Why nobody is there to answer for a penalty now (R15); null inside staffed hours. */
  unstaffed: string | null
  limits: GateLimits
  now: number
  /** How long a grant stays usable, milliseconds. */
  grantFor: number
}

interface Denial {
  key: string
  rule: string
  why: string
}

/** `grant` is the one to be stored; one that stands already is answered and not stored again. */
export type Verdict =
  | { key: string; verdict: 'granted'; grant: Grant | null }
  | ({ verdict: 'refused' } & Denial)
  | ({ verdict: 'wait' } & Denial)

/**
 * An ask that has waited for this long keeps places free for itself. It may need two limits at once, and
 * others that need only one of them would take each place as it comes, for ever.
 */
export const patience = 24 * 60 * 60_000

/** Decides asks in their order; each grant counts against those behind it, a wait stops nobody. Pure. */
export function decide(asks: Iterable<Wanted>, stock: Stock, conditions: Conditions): Verdict[] {
  const grants = new Map(stock.grants.map((grant) => [grant.key, grant]))
  const kept = new Map<string, Grant>()
  return inOrder(asks).map((ask) => {
    const before = askedBefore(grants.get(ask.key), conditions.now)
    if (before) return before
    const others = [...grants.values(), ...kept.values()].filter(({ key }) => key !== ask.key)
    const verdict = decideOne(ask, { held: stock.held, grants: others }, conditions)
    if (verdict.verdict === 'granted' && verdict.grant) grants.set(ask.key, verdict.grant)
    if (verdict.verdict === 'wait' && !kept.has(ask.band) && isPatient(ask, conditions)) {
      kept.set(ask.band, grantFor(ask, conditions))
    }
    return verdict
  })
}

/** The same key gets the same answer; only a grant that lapsed unused is decided on anew. */
function askedBefore(grant: Grant | undefined, now: number): Verdict | null {
  if (!grant) return null
  const { key } = grant
  if (isValid(grant, now)) return { key, verdict: 'granted', grant: null }
  const { usedAt, returnedAt } = grant
  if (usedAt !== null) return { key, verdict: 'refused', rule: 'R2', why: 'the grant is used up' }
  if (returnedAt !== null) return { key, verdict: 'refused', rule: 'R2', why: 'the grant was given back' }
  return null
}

function decideOne(ask: Wanted, stock: Stock, conditions: Conditions): Verdict {
  const { key, penalty } = ask
  const { killSwitch, breaker, unstaffed, limits, now } = conditions
  const wait = (rule: string, why: string): Verdict => ({ key, verdict: 'wait', rule, why })
  if (killSwitch?.on) return wait('R12', `the kill switch is on, set by ${killSwitch.by}`)
  const mode = conditions.mode(penalty)
  if (mode === 'off' || mode === 'observe') {
    return { key, verdict: 'refused', rule: 'R1', why: `the policy's mode for this penalty is ${mode}` }
  }
  // A refusal would skip the rung for good: what stops everybody alike is waited out.
  if (breaker !== null) return wait('R5', `${breaker}; a person resets it: straggler start`)
  if (unstaffed !== null) return wait('R15', unstaffed)
  const full = overLimit(asTarget(ask), stock, limits, now)
  return full ? wait('R2/R3', full) : { key, verdict: 'granted', grant: grantFor(ask, conditions) }
}

const asTarget = ({ penalty, switch: where, department }: Wanted): HeldTarget => ({
  penalty,
  ...(where !== undefined && { switch: where }),
  departments: department === undefined ? [] : [department],
})

const isPatient = ({ since }: Wanted, { now }: Conditions): boolean => since + patience <= now

const grantFor = (ask: Wanted, { now, grantFor }: Conditions): Grant => ({
  key: ask.key,
  caseId: ask.caseId,
  penalty: ask.penalty,
  ...(ask.switch !== undefined && { switch: ask.switch }),
  ...(ask.department !== undefined && { department: ask.department }),
  grantedAt: now,
  validUntil: now + grantFor,
  usedAt: null,
  returnedAt: null,
})
