import { sleep } from '@temporalio/workflow'
import type { Effect } from '../../domain/effect.ts'
import type { Desk, Heard } from './desk.ts'
import { undoAll } from './undo-all.ts'

/** Gives everything back, closes the ticket, tells the owner; each is tried until it is done or refused. */
export async function release(desk: Desk, why: Heard): Promise<void> {
  const { c } = desk
  c.state = 'releasing'
  let heard = await undoAll(desk, why)
  if (c.ticket !== null) heard = await untilDone(desk, heard, 'closeTicket')
  c.ticket = null
  if (c.noticedAt > 0) heard = await untilDone(desk, heard, 'releaseNotice')
  c.state = 'closed'
  await desk.record(heard)
}

async function untilDone(desk: Desk, why: Heard, kind: Effect['kind']): Promise<Heard> {
  let heard = why
  for (;;) {
    const order = desk.order(kind)
    await desk.record(heard, [order])
    heard = await desk.perform(order)
    if (heard.type !== 'effect.failed') return heard
    await sleep(desk.input.times.undoRetry)
  }
}
