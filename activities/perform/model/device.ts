import type { Reading, Target, TargetRef } from '../../../domain/target.ts'
import type { Penalisable } from '../../penalisable.ts'
import type { ModelRun, World } from './world.ts'

/** A port or account as the model knows it, with the truth about who did what. */
export interface Device {
  /** 0 is closed, anything else is one of several ways of being open. */
  level: number
  /** A setting that is none of our business. */
  note: number
  mark: string | null
  /** Truth that no program could read: whose doing the closed state is. */
  closedBy: 'us' | 'third' | null
  /** Truth: the level at the moment we closed it. */
  levelBefore: number
  /** Truth: the mark under which we closed it last. */
  closedUnder: string | null
}

export const modelTarget: TargetRef = {
  id: 'port:sw-1/Gi1/0/1',
  kind: 'port',
  name: 'sw-1 Gi1/0/1',
  locator: { ifName: 'Gi1/0/1' },
}

export const createDevice = (): Device => ({
  level: 3,
  note: 0,
  mark: null,
  closedBy: null,
  levelBefore: 3,
  closedUnder: null,
})

export interface Witness {
  /** Called at each write with the document in whose turn it happens. */
  wrote(target: Target): void
  /** Called when our write closes the device. */
  closed(mark: string): void
  /** Called when our write opens it. */
  opened(): void
}

/** A model of what a switch or directory does; marks and states are two writes, so a crash can part them. */
export function modelPenalisable(
  world: World,
  run: ModelRun,
  device: Device,
  marked: boolean,
  witness: Witness,
): Penalisable {
  const read = (): Reading => ({
    state: device.level === 0 ? 'closed' : 'open',
    mark: marked ? device.mark : undefined,
    prior: { level: device.level, note: device.note },
  })
  const write = (target: TargetRef, job: () => void) =>
    world.step(run, () => {
      const turn = target as Target
      // The adapters' timeouts see to it that no write is under way when its turn is over.
      if (turn.op === null || turn.op.deadline <= world.now()) throw new Error('timed out')
      witness.wrote(turn)
      job()
    })
  return {
    find: () => world.step(run, () => ({ target: modelTarget })),
    forbid: () => world.step(run, () => null),
    read: () => world.step(run, read),
    async close(target, from, mark) {
      await write(target, () => {
        if (device.level !== from.prior.level) throw new Error('changed meanwhile')
        if (marked) device.mark = mark
      })
      await write(target, () => {
        if (device.level !== from.prior.level) throw new Error('changed meanwhile')
        Object.assign(device, { levelBefore: device.level, level: 0, closedBy: 'us', closedUnder: mark })
        witness.closed(mark)
      })
    },
    async reopen(target, prior, mark) {
      await write(target, () => {
        if (device.level !== 0) return
        if (marked && device.mark !== mark) throw new Error('not ours')
        witness.opened()
        Object.assign(device, { level: prior.level, closedBy: null })
      })
      await write(target, () => {
        if (device.mark === mark) device.mark = null
      })
    },
    byHand: () => 'by hand',
  }
}

export type ThirdParty = 'open' | 'close' | 'alter'

/** Somebody else's hand on the device. Their closing is visible: our mark does not survive it. */
export function interfere(device: Device, what: ThirdParty): void {
  if (what === 'alter') device.note += 1
  if (what === 'open' && device.level === 0) Object.assign(device, { level: 7, closedBy: null })
  if (what === 'close' && device.level !== 0) {
    Object.assign(device, { level: 0, mark: null, closedBy: 'third' })
  }
}
