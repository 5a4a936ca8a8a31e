import type { Db } from 'mongodb'
import type { Host } from '../domain/host.ts'
import { nameKeys } from '../domain/intake/host-keys.ts'
import { normalMac } from '../domain/intake/normal-mac.ts'

/** A host as an inventory describes it, before it has a hostRef. */
export type InventoryHost = Omit<Host, 'hostRef'>

/** An inventory host; `_id` is the hostRef. */
export interface HostDocument extends InventoryHost {
  _id: string
  /** The keys that point here; what an inventory no longer says is taken away by them. */
  keys: string[]
  /** When an inventory first named it, epoch milliseconds: since then a report could have. */
  addedAt: number
}

export const hosts = (db: Db) => db.collection<HostDocument>('hosts')

export function toHost({ _id, keys: _, addedAt: __, ...host }: HostDocument): Host {
  return { hostRef: _id, ...host }
}

/** The host of this hostRef. */
export async function findHost(db: Db, hostRef: string): Promise<Host | null> {
  const doc = await hosts(db).findOne({ _id: hostRef })
  return doc && toHost(doc)
}

/** Several hosts by hostRef, in no order. */
export async function findHosts(db: Db, hostRefs: string[]): Promise<Host[]> {
  const docs = await hosts(db)
    .find({ _id: { $in: hostRefs } })
    .toArray()
  return docs.map(toHost)
}

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Every host that goes by this hostRef, name, FQDN, MAC or IP; more than one where a short name is shared. */
export async function hostsCalled(db: Db, name: string): Promise<Host[]> {
  const { fqdn, name: short } = nameKeys(name)
  const mac = normalMac(name)
  const byName = fqdn ?? short
  const docs = await hosts(db)
    .find({
      $or: [
        { _id: name.trim() },
        { keys: fqdn === undefined ? `name:${short}` : `fqdn:${fqdn}` },
        ...(mac === undefined ? [] : [{ macs: mac }]),
        { ips: byName },
      ],
    })
    .toArray()
  return docs.map(toHost)
}

/** Hosts whose name begins like this, for "did you mean". */
export async function hostsLike(db: Db, name: string, limit: number): Promise<Host[]> {
  const beginning = new RegExp(`^${literal(name.trim().slice(0, 4))}`, 'i')
  const docs = await hosts(db).find({ hostname: beginning }).limit(limit).toArray()
  return docs.map(toHost)
}

/** Hosts that have been in the inventory since before this instant. */
export async function* hostsAddedBefore(db: Db, instant: number) {
  const cursor = hosts(db)
    .find({ addedAt: { $lt: instant } })
    .project<{ _id: string; addedAt: number }>({ addedAt: 1 })
  for await (const { _id, addedAt } of cursor) yield { hostRef: _id, addedAt }
}
