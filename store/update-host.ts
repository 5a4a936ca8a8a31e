import type { Db } from 'mongodb'
import { addKey, markAmbiguous } from './claim-keys.ts'
import { hostKeyDocuments } from './host-keys.ts'
import { type HostDocument, hosts } from './hosts.ts'

/** Replaces what is known of a host; returns why not, when one of its new keys is another host's. */
export async function updateHost(db: Db, was: HostDocument, now: HostDocument): Promise<string | null> {
  const added = now.keys.filter((key) => !was.keys.includes(key))
  for (const key of added) {
    if (await addKey(db, now._id, key)) continue
    if (!key.startsWith('name:')) return `${key} belongs to another host`
    await markAmbiguous(db, [key])
  }
  await hosts(db).replaceOne({ _id: now._id }, now)
  const gone = was.keys.filter((key) => !now.keys.includes(key))
  // After the replacement, so that a crash between the two leaves a key too many and never a host without.
  if (gone.length > 0) await hostKeyDocuments(db).deleteMany({ _id: { $in: gone }, hostRef: now._id })
  return null
}
