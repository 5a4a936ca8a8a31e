import { type Trail, TrailContradiction } from '../../trail/append.ts'
import type { EntryDraft } from '../../trail/entry.ts'

/**
 * Appends the entry of a step; true when another one stands for that step already. A step is written before
 * the engine has the task that decided it: when that task is lost (`kill -9`), the step is decided anew, later
 * and perhaps otherwise. Nothing of the lost decision was carried out, and both stay in the trail.
 */
export async function appendStep(trail: Trail, draft: EntryDraft): Promise<boolean> {
  for (let time = 1; ; time++) {
    try {
      await trail.append(time === 1 ? draft : anew(draft, time))
      return time > 1
    } catch (error) {
      if (!(error instanceof TrailContradiction)) throw error
    }
  }
}

function anew(draft: EntryDraft, time: number): EntryDraft {
  const evidence = [
    ...(draft.reason?.evidence ?? []),
    `${draft.step} was lost before any of its orders was given`,
  ]
  return { ...draft, step: `${draft.step}, decided anew ${time - 1}`, reason: { ...draft.reason, evidence } }
}
