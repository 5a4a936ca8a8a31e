import type { Target } from '../../../domain/target.ts'
import type { TargetStore } from '../../../store/targets.ts'
import { effectEntryId } from '../records.ts'
import { modelTarget, type Witness } from './device.ts'
import type { Model } from './story.ts'
import type { ModelRun } from './world.ts'

/** The store, with what must hold of every document that is stored. */
export function guarded(model: Model, run: ModelRun): TargetStore {
  const { world, targets } = model
  const check = ({ phase, holders, prior }: Target) => {
    const idle = phase === 'free'
    if (idle !== (holders.length === 0)) world.violations.push(`${phase} with ${holders.length} holders`)
    if (idle !== (prior === null)) world.violations.push(`${phase} with prior ${JSON.stringify(prior)}`)
  }
  return {
    read: (id) => world.step(run, () => targets.read(id)),
    insert: (target) => world.step(run, () => targets.insert(target)),
    replace: (next) =>
      world.step(run, async () => {
        check(next)
        const replaced = await targets.replace(next)
        if (replaced) follow(model, next)
        return replaced
      }),
    heldBy: (key) => world.step(run, () => targets.heldBy(key)),
    held: targets.held,
  }
}

function follow(model: Model, next: Target): void {
  if (next.op && next.op.fence !== model.op?.fence) {
    if (next.op.fence <= model.fence) model.world.violations.push('the fence does not grow')
    model.fence = next.op.fence
  }
  model.mark = next.mark
  model.op = next.op
}

/** Looks on at the very moment of each write. */
export function witness(model: Model): Witness {
  const { device, world, trail, held, inForce } = model
  const wrong = (what: string) => world.violations.push(what)
  return {
    wrote(target) {
      if (target.op?.fence !== model.op?.fence) wrong('two write at a time')
    },
    closed(mark) {
      const [caseId = '', seq] = mark.split(':')
      if (!trail.has(effectEntryId({ caseId, seq: Number(seq) }, 'intent')))
        wrong('written without an intent')
      const line = held.findLast(({ key, event }) => key === mark && event === 'attempting')
      const stored = line?.event === 'attempting' ? line.prior.level : undefined
      if (stored !== device.levelBefore) wrong('the held file has another prior state')
    },
    opened() {
      if (device.closedBy !== 'us') wrong('opened what somebody else closed')
      if (inForce.size > 0) wrong(`freed while ${[...inForce]} held it`)
    },
  }
}

/** What must hold once every case has ended. */
export async function inspectEnd({ device, targets, world, story, left, held }: Model): Promise<void> {
  const wrong = (what: string) => world.violations.push(what)
  const target = await targets.read(modelTarget.id)
  if (target && target.phase !== 'free') wrong(`ends ${target.phase}`)
  if (left) return
  if (device.closedBy === 'us') wrong('stays closed by us')
  if (device.mark !== null) wrong('our mark stays')
  if (story.acts.size === 0 && (device.level !== 3 || device.note !== 0)) wrong('is not as it was')
  const open = held.findLast(({ event }) => event !== 'attempting')
  if (open && open.event !== 'released') wrong('the held file says it is held')
}
