import type { AttemptCause } from '../../domain/attempt-cause.ts'
import type { NotDone } from './deploy.ts'

/** A cause with its detail cut to one line, so that no tool's output floods a list or the trail. */
export const notDone = (cause: AttemptCause, detail: string): NotDone => ({
  done: false,
  cause,
  detail: detail.replace(/\s+/g, ' ').trim().slice(0, 300),
})
