import type { EffectResult } from './effect.ts'

interface Told {
  message?: string
  details?: unknown[]
  cause?: unknown
}

/**
 * The result of an effect whose tries are used up: the innermost failure says why, and what to do about it.
 * Reads the error by shape, so that a workflow can use it without the packages that made the error.
 */
export function lastWord(error: unknown): Extract<EffectResult, { type: 'effect.failed' }> {
  let innermost = told(error)
  let advice = adviceIn(innermost)
  for (let depth = 0; depth < 10 && innermost.cause; depth++) {
    // A timeout of the engine wraps the last failure of the activity, which is the one that tells something.
    const cause = told(innermost.cause)
    if (cause.message === undefined) break
    innermost = cause
    advice = adviceIn(cause) || advice
  }
  return { type: 'effect.failed', why: innermost.message ?? String(error), advice: advice || fallback }
}

const fallback = 'look at the worker log of this case, heal the cause and choose repair or release'

const told = (error: unknown): Told => (typeof error === 'object' && error !== null ? error : {})

function adviceIn({ details }: Told): string {
  const first = told(details?.[0]) as { advice?: unknown }
  return typeof first.advice === 'string' ? first.advice : ''
}
