import type { Timer } from '../host-case/contract.ts'
import { type CaseMachine, type CaseSnapshot, clockOf, type Standing } from './interpret.ts'
import { arm } from './timers.ts'

/**
 * The delays of a case whose machine has been changed under it. XState arms a delay when a state is entered,
 * and a migrated case enters none: what its states wait for is armed here. A delay that nothing waits for
 * would fire into nothing, so it is a fault of the migration.
 */
export function rearm(law: CaseMachine, { snapshot, timers }: Standing, now: number): Timer[] {
  const awaited = snapshot._nodes.flatMap(({ after }) => after)
  const lost = timers.filter(({ event }) => !awaited.some(({ eventType }) => eventType === event))
  if (lost.length > 0) {
    throw new Error(
      `no state waits for ${lost.map(({ event }) => event).join(', ')}: map it in the migration`,
    )
  }
  const clock = clockOf(snapshot, now)
  return awaited
    .filter(({ eventType }) => !timers.some(({ event }) => event === eventType))
    .reduce((all, { eventType, delay }) => arm(all, eventType, length(law, snapshot, delay), clock), timers)
}

type Delay = CaseSnapshot['_nodes'][number]['after'][number]['delay']

function length(law: CaseMachine, { context }: CaseSnapshot, delay: Delay): number {
  if (typeof delay === 'number') return delay
  const named = law.implementations.delays[delay as keyof typeof law.implementations.delays]
  if (typeof named === 'number') return named
  if (typeof named !== 'function') throw new Error(`the machine names no delay ${String(delay)}`)
  return (named as (told: { context: unknown }) => number)({ context })
}
