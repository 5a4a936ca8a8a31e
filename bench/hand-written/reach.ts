import type { EffectResult } from '../../domain/effect.ts'
import { rungDone } from './case-state.ts'
import type { Desk, Heard } from './desk.ts'

/** Locates the host, tells its owner and, unless it was seen lately, wakes it. */
export async function find(desk: Desk): Promise<Heard> {
  const { c, input } = desk
  const locating = desk.order('locate')
  await desk.record({ type: 'opened' }, [locating])
  const place = await desk.perform(locating)
  located(desk, place)
  const first = c.plan[0]
  const notice = first?.kind === 'ownerNotice' && first.wait === 0 ? desk.order('ownerNotice') : null
  const seenLately = Date.now() - c.seenAt <= input.times.seenLately
  const waking = seenLately ? null : desk.order('wake')
  if (waking) c.state = 'waking'
  await desk.record(
    place,
    [notice, waking].filter((one) => one !== null),
  )
  const [told, answer] = await Promise.all([
    notice && desk.perform(notice),
    waking && desk.unlessPatched(desk.perform(waking)),
  ])
  if (told) stepTaken(desk, told)
  if (told && answer) await desk.record(told)
  return (answer && woken(desk, answer)) ?? told ?? place
}

function located({ c }: Desk, place: EffectResult): void {
  if (place.type !== 'located') return
  c.band = place.band
  c.deadline = place.deadline
  c.plan = place.plan
  c.seenAt = Math.max(c.seenAt, place.seenAt ?? 0)
}

/** Wakes the host again. */
export async function wake(desk: Desk, why: Heard): Promise<Heard> {
  desk.c.state = 'waking'
  const waking = desk.order('wake')
  await desk.record(why, [waking])
  const answer = await desk.unlessPatched(desk.perform(waking))
  return answer ? woken(desk, answer) : why
}

function woken({ c }: Desk, answer: EffectResult): Heard {
  c.state = 'monitored'
  c.wokeAt = Date.now()
  if (answer.type === 'answered') c.seenAt = c.wokeAt
  return answer
}

/** Asks the patch tool to install now. */
export async function attempt(desk: Desk, why: Heard): Promise<Heard> {
  const { c } = desk
  if (c.held.length === 0 && c.state !== 'repairing') c.state = 'woken'
  c.response = false
  const trying = desk.order('patchAttempt')
  await desk.record(why, [trying])
  const result = await desk.unlessPatched(desk.perform(trying))
  if (!result) return why
  if (c.state === 'woken') c.state = 'monitored'
  c.triedAt = Date.now()
  if (result.type === 'patched') c.outcome = 'patched'
  if (result.type === 'attempted' && result.reached) {
    c.seenAt = c.triedAt
    c.attempts += 1
  }
  return result
}

/** Sends the next notice or opens the ticket. */
export async function step(desk: Desk, why: Heard): Promise<Heard> {
  const rung = desk.c.plan[desk.c.rung]
  if (!rung) return why
  const order = desk.order(rung.kind)
  await desk.record(why, [order])
  const result = await desk.perform(order)
  stepTaken(desk, result)
  return result
}

/** Done or not, the ladder goes on. */
function stepTaken({ c }: Desk, result: EffectResult): void {
  const kind = c.plan[c.rung]?.kind
  rungDone(c, Date.now())
  if (result.type !== 'effect.done') return
  if (kind === 'ownerNotice') c.noticedAt ||= c.rungFrom
  if (kind === 'ticket') c.ticket = result.ref ?? ''
}
