import type { Db } from 'mongodb'
import { sightings } from '../../store/sightings.ts'
import { entries } from '../../trail/documents.ts'
import type { Entry } from '../../trail/entry.ts'
import { median } from '../median.ts'

/** Instants of one reaction, epoch milliseconds. */
export interface Stages {
  sent: number
  /** The switch was read. */
  read: number
  /** The case had heard of it and written that down. */
  heard: number
  /** The attempt was about to begin. */
  intent: number
  /** The patch tool had the order. */
  order: number
}

/** Looks up in store and trail what happened between the trap and the order. */
export async function stagesOf(
  db: Db,
  hostRef: string,
  { sent, order }: Pick<Stages, 'sent' | 'order'>,
): Promise<Stages> {
  const written = await entries(db)
    .find({ hostRef, ts: { $gte: sent, $lte: order + 1000 } })
    .toArray()
  const all = written.map(({ bytes }) => JSON.parse(bytes) as Entry)
  const at = (action: string, kind: string) =>
    all.find((entry) => entry.action === action && entry.kind === kind)?.ts ?? Number.NaN
  const read = (await sightings(db).findOne({ _id: hostRef }))?.seenAt ?? Number.NaN
  return { sent, read, heard: at('case.sighted', 'decision'), intent: at('patchAttempt', 'intent'), order }
}

export function sayStages(all: Stages[]): string {
  const of = (from: keyof Stages, to: keyof Stages) => median(all.map((one) => one[to] - one[from]))
  return [
    `${of('sent', 'read')} ms to the read of the switch`,
    `${of('read', 'heard')} ms to the case`,
    `${of('heard', 'intent')} ms to the attempt`,
    `${of('intent', 'order')} ms to the patch tool`,
  ].join(', ')
}
