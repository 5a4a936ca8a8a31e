import type { Counted, GateLimits, Stock } from './limits.ts'
import { overLimit } from './over-limit.ts'

/** What one ask is decided on. */
export interface Wanted extends Counted {
  key: string
}

/** Everything besides the limits that can forbid or delay a penalty. */
export interface Conditions {
  killSwitch: { on: boolean; by: string } | null
  /** Mode of the stage this penalty belongs to (R1). */
  mode: (penalty: Counted['penalty']) => 'off' | 'observe' | 'approve' | 'auto'
  /** Null inside staffed hours, else when they begin (R15). */
  outsideStaffedHours: string | null
  limits: GateLimits
  now: number
  /** How long a grant stays usable, milliseconds. */
  grantFor: number
}

export type Verdict =
  | { key: string; verdict: 'granted' }
  | { key: string; verdict: 'refused'; rule: string; why: string }
  | { key: string; verdict: 'wait'; rule: string; why: string }

/** Decides asks in the order given; each grant counts against those behind it. Pure. */
export function decide(asks: Wanted[], stock: Stock, conditions: Conditions): Verdict[] {
  const grants = [...stock.grants]
  return asks.map((ask) => {
    const before = askedBefore(ask.key, grants, conditions.now)
    if (before) return before
    const verdict = decideOne(ask, { held: stock.held, grants }, conditions)
    if (verdict.verdict === 'granted') {
      const openUntil = conditions.now + conditions.grantFor
      grants.push({ ...ask, grantedAt: conditions.now, openUntil })
    }
    return verdict
  })
}

/** The same key gets the same answer; only a grant that lapsed unused is decided on anew. */
function askedBefore(key: string, grants: Stock['grants'], now: number): Verdict | null {
  const grant = grants.find((one) => one.key === key)
  if (!grant) return null
  if (grant.openUntil === null) return { key, verdict: 'refused', rule: 'R2', why: 'the grant is used up' }
  return grant.openUntil > now ? { key, verdict: 'granted' } : null
}

function decideOne(ask: Wanted, stock: Stock, conditions: Conditions): Verdict {
  const { key, penalty } = ask
  const { killSwitch, outsideStaffedHours } = conditions
  if (killSwitch?.on) {
    return { key, verdict: 'wait', rule: 'R12', why: `the kill switch is on, set by ${killSwitch.by}` }
  }
  const mode = conditions.mode(penalty)
  if (mode === 'off' || mode === 'observe') {
    return { key, verdict: 'refused', rule: 'R1', why: `the policy's mode for this penalty is ${mode}` }
  }
  if (outsideStaffedHours !== null) {
    return { key, verdict: 'wait', rule: 'R15', why: `outside staffed hours until ${outsideStaffedHours}` }
  }
  const full = overLimit(ask, stock, conditions.limits, conditions.now)
  return full ? { key, verdict: 'wait', rule: 'R2/R3', why: full } : { key, verdict: 'granted' }
}
