import type { EffectResult } from './effect.ts'

interface Told {
  message?: string
  type?: unknown
  details?: unknown[]
  cause?: unknown
}

const fallback = 'look at the worker log of this case, heal the cause and choose repair or release'

/**
 * The result of an effect whose tries are used up: what the failure that was written for a person says, or
 * else the innermost one. Reads errors by shape, so that a workflow can use it without the packages that
 * made them. All but what an adapter calls permanent may pass.
 */
export function lastWord(error: unknown): Extract<EffectResult, { type: 'effect.failed' }> {
  const chain = chainOf(error)
  const forPeople = chain.find((failure) => adviceIn(failure) !== '')
  const told = forPeople ?? chain.at(-1)
  const advice = told && adviceIn(told)
  const failed = {
    type: 'effect.failed',
    why: told?.message ?? String(error),
    advice: advice || fallback,
  } as const
  return chain.some(({ type }) => type === 'permanent') ? failed : { ...failed, passing: true }
}

/** The engine wraps an activity's failure, and a timeout wraps the last failure before it. */
function chainOf(error: unknown): Told[] {
  const chain: Told[] = []
  for (let next: unknown = error; isTold(next) && chain.length < 10; next = next.cause) chain.push(next)
  return chain
}

const isTold = (error: unknown): error is Told & { message: string } =>
  typeof error === 'object' && error !== null && typeof (error as Told).message === 'string'

function adviceIn({ details }: Told): string {
  const first = details?.[0] as { advice?: unknown } | undefined
  return typeof first?.advice === 'string' ? first.advice : ''
}
