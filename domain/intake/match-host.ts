import { type HostKeys, nameKey, strongKeys } from './host-keys.ts'

/** A host that is known already, as far as matching needs it. */
export interface KnownHost {
  hostRef: string
  fqdn?: string
  guid?: string
}

/** Looks up who has a key. */
export interface Known {
  /** The holder of a key, if any. */
  holder(key: string): KnownHost | undefined
  /** More than one host has this short name. */
  isAmbiguous(nameKey: string): boolean
}

export type Match = { hostRef: string } | { unknown: true } | { ambiguous: string }

const differs = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a !== b

/** Two machines with one short name, in two domains or under two directory objects. */
const isAnother = (keys: HostKeys, known: KnownHost) =>
  differs(keys.fqdn, known.fqdn) || differs(keys.guid, known.guid)

/** By short name alone, and only where nothing stronger says otherwise. */
function matchByName(keys: HostKeys, known: Known): Match {
  const key = nameKey(keys)
  const isNameAlone = strongKeys(keys).length === 0
  if (known.isAmbiguous(key))
    return isNameAlone ? { ambiguous: `several hosts are called ${keys.name}` } : { unknown: true }
  const holder = known.holder(key)
  return holder === undefined || isAnother(keys, holder) ? { unknown: true } : { hostRef: holder.hostRef }
}

/** Which known host these keys belong to. Where they point at two, no guess is made. */
export function matchHost(keys: HostKeys, known: Known): Match {
  const hits = strongKeys(keys).flatMap((key) => {
    const holder = known.holder(key)
    return holder === undefined ? [] : [{ key, holder }]
  })
  const [first] = hits
  if (first === undefined) return matchByName(keys, known)
  const other = hits.find(({ holder }) => holder.hostRef !== first.holder.hostRef)
  if (other !== undefined) return { ambiguous: `${first.key} and ${other.key} belong to two hosts` }
  // A network card moves between machines (docks, adapters); a directory object and a full name do not.
  const isCardAlone = hits.every(({ key }) => key.startsWith('mac:'))
  if (isCardAlone && isAnother(keys, first.holder))
    return { ambiguous: `${first.key} belongs to ${first.holder.fqdn ?? 'another host'}` }
  return { hostRef: first.holder.hostRef }
}
