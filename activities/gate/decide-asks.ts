import { type Conditions, decide, type Verdict, type Wanted } from '../../domain/gate/decide.ts'
import { type Fleet, limitsOf } from '../../domain/gate/limits-of.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { isStaffed, nextStaffed } from '../../domain/policy/staffed.ts'
import { stageOf } from '../../domain/policy/stage-of.ts'
import type { GrantStore } from '../../store/grants.ts'
import type { TargetStore } from '../../store/targets.ts'
import type { GateAnswer, GateDecision, QueuedAsk } from '../../workflows/gate/contract.ts'
import type { ErrorBreaker } from './error-breaker.ts'
import { giveBatch, lastBatch } from './grant-batch.ts'
import type { Place } from './places-of.ts'
import { readStock } from './read-stock.ts'

/** What the gate decides by. */
export interface DecideParts {
  grants: GrantStore
  targets: TargetStore
  policy: Pick<Policy, 'modes' | 'staffedHours' | 'limits'>
  placesOf(hostRefs: string[]): Promise<Map<string, Place>>
  fleet(): Promise<Fleet>
  breaker: ErrorBreaker
  /** R12: read last before the grants are given; throws when it cannot be read, which grants nothing. */
  killSwitch(): Promise<Conditions['killSwitch']>
  now: () => number
}

/** A grant that is not used by then has to be asked for again: its evidence is too old (R8). */
const grantFor = 10 * 60_000

/** More are answered at the next look, which gives the same answers: a history takes no payload above 2 MB. */
const answersAtOnce = 1000

/** Decides on all asks and stores the grants; decides anew when another run of the gate came between. */
export function createDecideAsks(parts: DecideParts) {
  const { grants, targets, policy, now } = parts

  return async (asks: QueuedAsk[]): Promise<GateDecision> => {
    for (;;) {
      const rev = await lastBatch(grants)
      const wanted = await wantedOf(asks)
      const at = now()
      const stock = await readStock(grants, targets, at)
      const verdicts = decide(wanted, stock, await conditions(at))
      const batch = verdicts.flatMap((one) => (one.verdict === 'granted' && one.grant) || [])
      if (batch.length === 0 || (await giveBatch(grants, rev, batch))) return decisionOf(verdicts)
    }
  }

  async function wantedOf(asks: QueuedAsk[]): Promise<Wanted[]> {
    const places = await parts.placesOf([...new Set(asks.map(({ hostRef }) => hostRef))])
    return asks.map((ask) => ({ ...ask, ...places.get(ask.hostRef) }))
  }

  async function conditions(at: number): Promise<Conditions> {
    return {
      breaker: await parts.breaker(),
      mode: (penalty) => policy.modes[stageOf(penalty)],
      unstaffed: unstaffed(policy.staffedHours, at),
      limits: limitsOf(policy, await parts.fleet()),
      now: at,
      grantFor,
      killSwitch: await parts.killSwitch(),
    }
  }
}

function unstaffed(hours: Policy['staffedHours'], at: number): string | null {
  if (isStaffed(hours, at)) return null
  const next = nextStaffed(hours, at)
  return next === null
    ? 'the policy has no staffed hours'
    : `nobody is there until ${new Date(next).toISOString()}`
}

function decisionOf(verdicts: Verdict[]): GateDecision {
  const waiting = new Map<string, GateDecision['waiting'][number]>()
  const answers: GateAnswer[] = []
  for (const verdict of verdicts) {
    if (verdict.verdict === 'wait') {
      const { rule, why } = verdict
      waiting.set(why, { rule, why, asks: (waiting.get(why)?.asks ?? 0) + 1 })
    } else if (verdict.verdict === 'granted') answers.push({ key: verdict.key, verdict: 'granted' })
    else answers.push(verdict)
  }
  return {
    answers: answers.slice(0, answersAtOnce),
    more: answers.length > answersAtOnce,
    waiting: [...waiting.values()],
  }
}
