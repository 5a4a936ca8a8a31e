import type { SwitchConfig } from '../../config/schema.ts'
import { type NamedLearned, readNamedTable, readSwitches, type Unread } from './read-switches.ts'

/** A watched MAC that a switch has in its forwarding table now. */
export interface Sighting {
  mac: string
  switch: string
  ifName: string
  vlan: number | null
  at: number
}

/** One sweep: each watched MAC at most once, and the switches that could not be read. */
export interface Sweep {
  sightings: Sighting[]
  unread: Unread[]
}

/**
 * Reads each switch once. Every switch on the way has learned a host, so the port with the fewest addresses
 * behind it is where the host is.
 */
export async function readSightings(switches: SwitchConfig[], watchedMacs: string[]): Promise<Sweep> {
  const watched = new Set(watchedMacs.map((mac) => mac.toLowerCase()))
  const { results, unread } = await readSwitches(switches, async (snmp, { name }) => {
    const table = await readNamedTable(snmp)
    const at = Date.now()
    const crowd = crowdOf(table)
    return table
      .filter(({ mac }) => watched.has(mac))
      .map(({ mac, ifName, vlan }) => ({
        crowd: crowd.get(ifName) ?? 0,
        sighting: { mac, switch: name, ifName, vlan, at },
      }))
  })
  const nearest = new Map<string, { crowd: number; sighting: Sighting }>()
  for (const one of results.flat()) {
    const known = nearest.get(one.sighting.mac)
    if (!known || one.crowd < known.crowd) nearest.set(one.sighting.mac, one)
  }
  return { sightings: [...nearest.values()].map(({ sighting }) => sighting), unread }
}

/** How many addresses each port has learned. */
function crowdOf(table: NamedLearned[]): Map<string, number> {
  const macs = Map.groupBy(table, ({ ifName }) => ifName)
  return new Map([...macs].map(([ifName, rows]) => [ifName, new Set(rows.map(({ mac }) => mac)).size]))
}
