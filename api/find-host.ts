import type { Db } from 'mongodb'
import type { Host } from '../domain/host.ts'
import { hostsCalled, hostsLike } from '../store/hosts.ts'
import { Problem } from './problem.ts'

/** The one host that goes by this name, FQDN, MAC, IP or hostRef; else a problem with what was meant perhaps. */
export async function findHost(db: Db, name: string): Promise<Host> {
  const found = await hostsCalled(db, name)
  const [host] = found
  if (host === undefined) {
    const near = (await hostsLike(db, name, 5)).map(({ hostname }) => hostname)
    throw new Problem('not-found', `no host goes by ${name}`, { near })
  }
  if (found.length === 1) return host
  const near = found.map(({ fqdn, hostRef }) => fqdn ?? hostRef)
  throw new Problem('ambiguous', `${found.length} hosts go by ${name}; name one of them fully`, { near })
}
