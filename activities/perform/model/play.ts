import type { Effect, EffectKind } from '../../../domain/effect.ts'
import { interfere } from './device.ts'
import { insist, release } from './engine.ts'
import { type Model, modelOf, type Story } from './story.ts'
import { inspectEnd } from './witness.ts'

/** Plays a story to its end and says what was wrong in it. */
export async function play(story: Story): Promise<string[]> {
  const model = modelOf(story)
  const { world } = model
  const cases = Array.from({ length: story.cases }, (_, index) => live(model, `case-${index + 1}`))
  const ended = Promise.allSettled([...cases, Promise.allSettled(cases).then(() => release(model))])
  await world.drive((round) => act(model, round))
  if (world.violations.length > 0) return world.violations
  for (const end of await ended) if (end.status === 'rejected') world.violations.push(String(end.reason))
  await inspectEnd(model)
  return world.violations
}

/** A case from its penalty to its release. */
async function live(model: Model, caseId: string): Promise<void> {
  const effect = (seq: number, kind: EffectKind): Effect => ({
    hostRef: `host-of-${caseId}`,
    caseId,
    seq,
    kind,
  })
  const undo = (seq: number): Effect => ({ ...effect(seq, 'undo'), of: 1, penalty: 'port' })
  const penalty = await insist(model, effect(1, 'port'), 4)
  if (penalty.type === 'effect.done') model.inForce.add(caseId)
  // The host is being patched: others go on meanwhile.
  await model.world.rest()
  model.inForce.delete(caseId)
  if (penalty.type !== 'effect.done' && penalty.type !== 'effect.conflict') return
  for (const seq of [2, 3]) if ((await insist(model, undo(seq), 200)).type !== 'effect.conflict') return
  model.left = true
  await insist(model, { ...undo(4), leave: true }, 200)
}

/**
 * Somebody else's hand. On a device without marks, nobody can tell a second closing from ours once we have
 * closed it on behalf of the present holders: that act is left out.
 */
function act({ story, device, mark }: Model, round: number): void {
  const what = story.acts.get(round)
  if (!what) return
  if (what === 'close' && !story.marked && mark !== null && mark === device.closedUnder) return
  interfere(device, what)
}
