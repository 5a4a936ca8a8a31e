import type { Db } from 'mongodb'
import { cases } from '../../store/cases.ts'
import { findHosts } from '../../store/hosts.ts'

/** Which host each watched MAC belongs to: those of all open cases. */
export async function watchedMacs(db: Db): Promise<Map<string, string>> {
  const open = await cases(db)
    .find({ closedAt: null })
    .project<{ hostRef: string }>({ hostRef: 1 })
    .toArray()
  const hosts = await findHosts(
    db,
    open.map(({ hostRef }) => hostRef),
  )
  return new Map(hosts.flatMap(({ hostRef, macs }) => macs.map((mac): [string, string] => [mac, hostRef])))
}
