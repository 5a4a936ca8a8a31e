import { condition } from '@temporalio/workflow'
import type { Desk, Heard } from './desk.ts'
import { attempt } from './reach.ts'
import { undoAll } from './undo-all.ts'

/** A timed window in which the host has everything back and is tried at each sign of life. */
export async function repair(desk: Desk, why: Heard): Promise<Heard> {
  const { c, inbox, input } = desk
  const backTo = c.held.at(-1)?.rung ?? c.rung
  c.state = 'repairing'
  c.response = false
  let heard = await undoAll(desk, why)
  const end = Date.now() + input.times.window
  do {
    heard = await attempt(desk, heard)
    if (c.outcome !== null) return heard
    await desk.record(heard)
    const news = () => inbox.length > 0 || c.outcome !== null
    await condition(news, Math.max(1, end - Date.now()))
    heard = inbox.shift() ?? { type: 'window' }
  } while (c.outcome === null && Date.now() < end)
  c.cycles += 1
  c.state = c.cycles < input.times.cycles ? 'monitored' : 'investigating'
  c.rung = backTo
  c.rungFrom = Date.now()
  c.noticedAt = 0
  return heard
}
