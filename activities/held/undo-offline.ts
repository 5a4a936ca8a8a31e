import { isDeepStrictEqual } from 'node:util'
import type { PenaltyKind } from '../../domain/rung.ts'
import type { Reading } from '../../domain/target.ts'
import type { Penalisable } from '../penalisable.ts'
import { heldFile } from './held-file.ts'
import { readHeld, type Unreleased } from './read-held.ts'

/** What became of one target. */
export interface OfflineUndo {
  target: string
  name: string
  result: 'restored' | 'would restore' | 'open already' | 'left alone' | 'failed'
  /** Why, and what a person can do. */
  detail: string
}

export interface OfflineOptions {
  files: string[]
  penalisables: Partial<Record<PenaltyKind, Penalisable>>
  /** Only reads and says what would be done. */
  dryRun: boolean
  now?: () => number
}

/** First what could not be read of the files, then one result for each target that is not released. */
export async function* undoOffline(options: OfflineOptions): AsyncGenerator<OfflineUndo> {
  const { unreleased, unreadable } = await readHeld(options.files)
  for (const place of unreadable) {
    const detail =
      'this line cannot be read; the last line of a file is torn by a crash and meant nothing yet'
    yield { target: place, name: place, result: 'failed', detail }
  }
  for (const held of unreleased) yield await release(held, options)
}

async function release(held: Unreleased, options: OfflineOptions): Promise<OfflineUndo> {
  const { target, byHand } = held.attempt
  const end = (result: OfflineUndo['result'], detail: string) => ({
    target: target.id,
    name: target.name,
    result,
    detail,
  })
  const penalisable = options.penalisables[target.kind]
  if (!penalisable) return end('failed', `no ${target.kind} is configured here; by hand: ${byHand}`)
  try {
    return end(...(await restore(held, penalisable, options)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return end('failed', `${why}; by hand: ${byHand}`)
  }
}

type End = [OfflineUndo['result'], string]

async function restore(held: Unreleased, penalisable: Penalisable, options: OfflineOptions): Promise<End> {
  const { target, prior, key, byHand } = held.attempt
  const reading = await penalisable.read(target)
  if (reading.state === 'closed' && !isOurs(held, reading)) {
    return ['left alone', `closed, but not provably by us; if it is ours, by hand: ${byHand}`]
  }
  if (options.dryRun)
    return [reading.state === 'open' ? 'open already' : 'would restore', JSON.stringify(prior)]
  // Also for a target that is open: our mark is taken off it.
  if (reading.state === 'closed' || reading.mark === key) await penalisable.reopen(target, prior, key)
  const after = await penalisable.read(target)
  if (after.state === 'closed') return ['failed', `still closed after the write; by hand: ${byHand}`]
  await noteReleased(held, options)
  if (reading.state === 'open') return ['open already', 'somebody opened it before']
  const isExact = isDeepStrictEqual(after.prior, prior)
  return ['restored', isExact ? 'as before' : `open, but not as before: ${JSON.stringify(after.prior)}`]
}

/** Without marks only a write that was seen to be done, and not yet taken back, is provably ours. */
const isOurs = ({ attempt, last }: Unreleased, { mark }: Reading): boolean =>
  mark === undefined ? last === 'held' : mark === attempt.key

const noteReleased = ({ attempt, file }: Unreleased, { now = Date.now }: OfflineOptions): Promise<void> =>
  heldFile(file).append({
    v: 1,
    event: 'released',
    at: now(),
    key: attempt.key,
    target: attempt.target,
  })
