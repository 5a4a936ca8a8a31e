import { sleep } from '@temporalio/workflow'
import type { Desk, Heard } from './desk.ts'

/** Takes everything back in reverse order, and tries until it is confirmed. */
export async function undoAll(desk: Desk, why: Heard): Promise<Heard> {
  const { c, input } = desk
  let heard = why
  for (let last = c.held.at(-1); last !== undefined; last = c.held.at(-1)) {
    const undo = desk.order('undo', last)
    await desk.record(heard, [undo])
    heard = await desk.perform(undo)
    if (heard.type === 'effect.done') c.held.pop()
    else await sleep(input.times.undoRetry)
  }
  return heard
}
