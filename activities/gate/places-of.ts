import type { Db } from 'mongodb'
import { hosts } from '../../store/hosts.ts'
import { sightings } from '../../store/sightings.ts'

/** What the limits of one switch and one department go by. */
export interface Place {
  switch?: string
  department?: string
}

/** Places of many hosts at once; where a host was last seen outweighs what the inventory believes. */
export async function placesOf(db: Db, hostRefs: string[]): Promise<Map<string, Place>> {
  const these = { _id: { $in: hostRefs } }
  const [known, seen] = await Promise.all([
    hosts(db).find(these).toArray(),
    sightings(db).find(these).toArray(),
  ])
  const lastSeen = new Map(seen.map((sighting) => [sighting._id, sighting.switch]))
  return new Map(
    known.map(({ _id, department, ...host }) => {
      const where = lastSeen.get(_id) ?? host.switch
      return [_id, { ...(where && { switch: where }), ...(department && { department }) }]
    }),
  )
}
