import { log } from '@temporalio/activity'
import type { SwitchConfig } from '../../config/schema.ts'
import { readSightings, type Sighting } from '../switch/read-sightings.ts'
import { type Seen, type Teller, tellSightings } from './tell-sightings.ts'
import { watchedMacs } from './watched.ts'

export interface SweepParts extends Teller {
  switches: SwitchConfig[]
}

/** Reads these switches for the hosts of open cases and tells their cases. */
export async function sweepOnce(parts: SweepParts): Promise<{ watched: number; seen: number }> {
  const watched = await watchedMacs(parts.db)
  if (watched.size === 0 || parts.switches.length === 0) return { watched: watched.size, seen: 0 }
  const { sightings, unread } = await readSightings(parts.switches, [...watched.keys()])
  for (const { why } of unread) log.warn(`not read in this sweep: ${why}; see straggler doctor`)
  const seen = newestByHost(sightings, watched)
  await tellSightings(seen, parts)
  return { watched: watched.size, seen: seen.length }
}

function newestByHost(sightings: Sighting[], watched: Map<string, string>): Seen[] {
  const byHost = new Map<string, Seen>()
  for (const { mac, at, ifName, ...where } of sightings) {
    const hostRef = watched.get(mac)
    if (hostRef === undefined || (byHost.get(hostRef)?.seenAt ?? 0) > at) continue
    byHost.set(hostRef, { hostRef, seenAt: at, switch: where.switch, ifName })
  }
  return [...byHost.values()]
}
