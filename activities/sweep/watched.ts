import type { Db } from 'mongodb'
import { openHosts } from '../../store/cases.ts'
import { findHosts } from '../../store/hosts.ts'

/** Which host each watched MAC belongs to: those of all open cases. */
export async function watchedMacs(db: Db): Promise<Map<string, string>> {
  const hosts = await findHosts(db, [...(await openHosts(db))])
  return new Map(hosts.flatMap(({ hostRef, macs }) => macs.map((mac): [string, string] => [mac, hostRef])))
}
