import type { SwitchConfig } from '../../config/schema.ts'
import { readSightings } from '../switch/read-sightings.ts'
import type { Probe } from './first-sign.ts'

/**
 * Looks for the host in the switches' forwarding tables. Entries stay for minutes after a host has gone to
 * sleep and show no age, so only one that was not there at an earlier look is a sign. Look once before
 * waking.
 */
export function forwardingSign(switches: SwitchConfig[], macs: string[]): Probe {
  const wasAbsent = new Set<string>()
  const known = macs.map((mac) => mac.toLowerCase())
  return async () => {
    const { sightings, unread } = await readSightings(switches, known)
    const back = sightings.find(({ mac }) => wasAbsent.has(mac))
    if (back) return `forwarding table of ${back.switch}, port ${back.ifName}, has learned ${back.mac} anew`
    // A table that was not read shows nobody's absence (R6).
    if (unread.length > 0) return null
    for (const mac of known) if (!sightings.some((one) => one.mac === mac)) wasAbsent.add(mac)
    return null
  }
}
