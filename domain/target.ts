import type { PenaltyKind } from './rung.ts'

/** What a penalty is done to. */
export interface TargetRef {
  /** `account:<objectGUID or entryUUID>` or `port:<switch>/<ifName>`: one document, one writer. */
  id: string
  kind: PenaltyKind
  /** For people, e.g. `WS-0417$` or `sw-2 Gi1/0/7`; personal data, never in a workflow id. */
  name: string
  /** What the adapter needs to find it again, even with both databases gone; plain JSON, no secrets. */
  locator: Record<string, string | number>
}

/** All that a release needs to restore exactly what was; plain JSON. */
export type Prior = Record<string, string | number | boolean | null>

/** One live reading of a target. */
export interface Reading {
  /** `closed`: in the state that our penalty would bring about, whoever did it. */
  state: 'open' | 'closed'
  /** The effect key in our ownership mark on the device; null: no mark; undefined: it can hold none. */
  mark: string | null | undefined
  prior: Prior
  /** A counter that every write raises, where the device has one; it tells of writes, nothing restores it. */
  version?: number | null
}

/** A case on whose behalf a target is held; `key` is the effect key of its penalty. */
export interface Holder {
  key: string
  caseId: string
  hostRef: string
  since: number
  /** End of its lease (R11), epoch milliseconds. */
  until: number
}

/** Who may write the device now. `fence` strictly grows over the life of a target (I5). */
export interface Op {
  key: string
  fence: number
  /** After it the writer is taken for dead, epoch milliseconds. */
  deadline: number
}

/**
 * `attempting` and `restoring` are set before the device is written: found without a live writer, they mean
 * that nobody knows whether the write happened.
 */
export type TargetPhase = 'free' | 'attempting' | 'held' | 'restoring' | 'conflict'

/** One target as it is stored: who holds it, and what it was before. */
export interface Target extends TargetRef {
  phase: TargetPhase
  prior: Prior | null
  /** Ownership mark of this hold: the effect key of its first holder. */
  mark: string | null
  holders: Holder[]
  op: Op | null
  /** What was found on the device that we did not do; set in `conflict`. */
  found: string | null
  /** Compare-and-set: a document is replaced only by its successor. */
  rev: number
}

/** A target that nobody has held yet. */
export const newTarget = ({ id, kind, name, locator }: TargetRef): Target => ({
  ...{ id, kind, name, locator, phase: 'free', prior: null, mark: null },
  ...{ holders: [], op: null, found: null, rev: 0 },
})

export const isHolder = (target: Target, key: string): boolean =>
  target.holders.some((holder) => holder.key === key)

/** What a penalty for `key` has to do next. `wait`: another writer is at it; `settle`: see `settled`. */
export function planHold(target: Target, key: string, now: number) {
  if (isBusy(target, now)) return 'wait'
  if (isUnsettled(target)) return 'settle'
  if (target.phase === 'conflict') return isHolder(target, key) ? 'conflict' : 'refuse'
  if (target.phase === 'free') return 'begin'
  return isHolder(target, key) ? 'done' : 'join'
}

/** What taking back the penalty of `key` has to do next: only the last holder restores. */
export function planRelease(target: Target, key: string, now: number) {
  if (!isHolder(target, key)) return 'done'
  if (isBusy(target, now)) return 'wait'
  if (isUnsettled(target)) return 'settle'
  return target.holders.length > 1 ? 'leave' : 'restore'
}

/**
 * Whose doing the state of the device is. `sure`: we saw our own write take effect.
 * A device that can hold no mark leaves an interrupted write `unclear`.
 */
export function standing(target: Target, reading: Reading, sure: boolean) {
  if (reading.state === 'open') return 'open'
  if (reading.mark === undefined) return sure ? 'ours' : 'unclear'
  return reading.mark === target.mark ? 'ours' : 'theirs'
}

/** A reading of an open target that still carries our mark: a write that was interrupted half-way. */
export const isLeftover = (target: Target, reading: Reading): boolean =>
  reading.state === 'open' && target.mark !== null && reading.mark === target.mark

const isBusy = ({ op }: Target, now: number) => op !== null && op.deadline > now

const isUnsettled = ({ phase }: Target): boolean => phase === 'attempting' || phase === 'restoring'

type Turn = Pick<Op, 'key' | 'deadline'>

const step = (target: Target, change: Partial<Target>): Target => ({
  ...target,
  ...change,
  rev: target.rev + 1,
})

const opOf = (target: Target, { key, deadline }: Turn): Op => ({ key, deadline, fence: target.rev + 1 })

/** The first holder: prior state and intent stand before the device is written. */
export function begin(target: Target, ref: TargetRef, holder: Holder, prior: Prior, turn: Turn): Target {
  demand(target, 'free')
  const { name, locator } = ref
  const op = opOf(target, turn)
  return step(target, { name, locator, phase: 'attempting', prior, mark: holder.key, holders: [holder], op })
}

/** The write was seen to take effect. */
export function confirm(target: Target): Target {
  demand(target, 'attempting')
  return step(target, { phase: 'held', op: null })
}

/** A further holder; the device is not written. */
export function join(target: Target, holder: Holder): Target {
  demand(target, 'held')
  return step(target, { holders: [...target.holders, holder] })
}

/** A holder that is not the last one goes; the device is not written. */
export function leave(target: Target, key: string): Target {
  demand(target, 'held')
  const holders = target.holders.filter((holder) => holder.key !== key)
  if (holders.length === 0) throw new Error(`the last holder of ${target.id} has to restore it`)
  return step(target, { holders })
}

/** The last holder is about to restore; also a person's retry after a conflict. */
export function beginRestore(target: Target, turn: Turn): Target {
  demand(target, 'held', 'conflict')
  return step(target, { phase: 'restoring', found: null, op: opOf(target, turn) })
}

/** The restoring write is known not to have happened: as before. */
export function keep(target: Target): Target {
  demand(target, 'restoring')
  return step(target, { phase: 'held', op: null })
}

/** Nothing of ours is left on the device, or a person decided that what we found stays. */
export const free = (target: Target): Target =>
  step(target, { phase: 'free', prior: null, mark: null, holders: [], op: null, found: null })

/** Somebody else changed the device: nothing more is written until a person decides. */
export function contest(target: Target, found: string): Target {
  demand(target, 'attempting', 'restoring')
  return step(target, { phase: 'conflict', op: null, found })
}

/** Takes the place of a writer that died, so that its work is looked after by one. */
export function takeOver(target: Target, turn: Turn): Target {
  demand(target, 'attempting', 'restoring')
  return step(target, { op: opOf(target, turn) })
}

/** Gives the turn back with the outcome of the write unknown. */
export const letGo = (target: Target): Target => step(target, { op: null })

/** What an interrupted write has led to, once the device was read and a leftover mark removed from it. */
export function settled(target: Target, reading: Reading, found: string): Target {
  demand(target, 'attempting', 'restoring')
  const whose = standing(target, reading, false)
  if (whose === 'open') return free(target)
  return whose === 'ours' ? step(target, { phase: 'held', op: null }) : contest(target, found)
}

function demand(target: Target, ...phases: TargetPhase[]): void {
  if (phases.includes(target.phase)) return
  throw new Error(`${target.id} is ${target.phase}, expected ${phases.join(' or ')}`)
}
