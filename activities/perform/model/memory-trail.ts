import type { Trail } from '../../../trail/append.ts'
import { type Entry, type EntryDraft, entryId, meaning } from '../../../trail/entry.ts'
import type { ModelRun, World } from './world.ts'

/** Entries by id, for all runs of a model. */
export type MemoryTrail = Map<string, Entry>

/** The trail's promise without its chain: the same step again gives what stands, another tale is refused. */
export const modelTrail = (world: World, run: ModelRun, stored: MemoryTrail): Trail => ({
  find: (id) => world.step(run, () => stored.get(id) ?? null),
  append: (draft) =>
    world.step(run, () => {
      const entry = entryOf(draft)
      const known = stored.get(entry.id)
      if (known && meaning(known) !== meaning(entry)) throw new Error(`another ${draft.kind} stands`)
      if (!known) stored.set(entry.id, entry)
      return known ?? entry
    }),
})

const entryOf = (draft: EntryDraft): Entry => ({
  ...draft,
  ...{ v: 1, log: 'model', id: entryId(draft), hostSeq: 1, prev: '', ts: 0, tsMono: 0, code: { gitSha: '' } },
})
