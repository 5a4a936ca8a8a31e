import type { SwitchConfig } from '../../config/schema.ts'
import { withSwitch } from '../switch/open-switch.ts'
import type { TrapNews } from '../switch/parse-trap.ts'
import { type NamedLearned, readNamedTable } from '../switch/read-switches.ts'
import { type Seen, type Teller, tellSightings } from './tell-sightings.ts'
import { watchedMacs } from './watched.ts'

/** A port with more addresses is an uplink; its hosts are seen by the switch that they are plugged into. */
const mostOnAnEdge = 4

/**
 * Reads one switch after it has sent traps, and tells the cases of the hosts that are new where the traps say.
 * What a trap names is no sighting: it only says what of the read is news. Gives the traps that the table knows
 * nothing of yet, because the host has not spoken.
 */
export async function sweepAfterTraps(
  config: SwitchConfig,
  traps: readonly TrapNews[],
  teller: Teller,
): Promise<TrapNews[]> {
  const watched = await watchedMacs(teller.db)
  if (watched.size === 0) return []
  const table = await withSwitch(config, readNamedTable)
  const seenAt = Date.now()
  const crowds = Map.groupBy(table, ({ ifIndex }) => ifIndex)
  const seen = new Map<string, Seen>()
  for (const row of table) {
    const { mac, ifIndex, ifName } = row
    const hostRef = watched.get(mac)
    const onEdge = (crowds.get(ifIndex)?.length ?? 0) <= mostOnAnEdge
    if (hostRef && onEdge && traps.some((trap) => isAbout(trap, row)))
      seen.set(hostRef, { hostRef, seenAt, switch: config.name, ifName })
  }
  await tellSightings([...seen.values()], teller)
  return traps.filter((trap) => !table.some((row) => isAbout(trap, row)))
}

/** After a restart, and where a linkUp does not say of which port, every port is news. */
function isAbout({ kind, ifIndex, macs = [] }: TrapNews, row: NamedLearned): boolean {
  if (kind === 'macLearned') return macs.includes(row.mac)
  return ifIndex === undefined || ifIndex === row.ifIndex
}
