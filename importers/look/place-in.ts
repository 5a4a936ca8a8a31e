import { hostKeys, nameKey, nameKeys, strongKeys } from '../../domain/intake/host-keys.ts'
import { type KnownHost, matchHost } from '../../domain/intake/match-host.ts'
import type { InventoryRow } from '../inventory/inventory-row.ts'
import type { LookedAt } from './find-stragglers.ts'

/** Looks names up in an inventory file, by the rules of the real intake. */
export function placeIn(inventory: readonly InventoryRow[]): LookedAt['placeOf'] {
  const holders = new Map<string, KnownHost>()
  const names = new Map<string, number>()
  for (const [i, row] of inventory.entries()) {
    const keys = hostKeys(row)
    const holder = { hostRef: String(i), ...(keys.fqdn !== undefined && { fqdn: keys.fqdn }) }
    for (const key of [...strongKeys(keys), nameKey(keys)]) holders.set(key, holder)
    names.set(nameKey(keys), (names.get(nameKey(keys)) ?? 0) + 1)
  }
  const known = {
    holder: (key: string) => holders.get(key),
    isAmbiguous: (key: string) => (names.get(key) ?? 0) > 1,
  }
  return (hostname) => {
    const match = matchHost({ ...nameKeys(hostname), macs: [] }, known)
    return 'hostRef' in match ? (inventory[Number(match.hostRef)] ?? null) : null
  }
}

/** Without an inventory every name is a host of its own, of the kind that the fewest penalties apply to. */
export const anyPlace: LookedAt['placeOf'] = (hostname) => ({
  hostname: hostname.toLowerCase(),
  role: 'personal',
  attachment: 'unknown',
  exposure: 'internal',
})
