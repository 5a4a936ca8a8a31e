import type { Host } from '../../domain/host.ts'
import { type Company, fqdnOf, mailOf } from '../../lab/directory/company.ts'

/** The inventory's row for a host of the lab's company. */
export function inventoryHost(company: Company, name: string): Host {
  const host = company.hosts.find((one) => one.name === name)
  if (host === undefined) throw new Error(`${name} is not in the company`)
  const owner = company.users.find(({ uid }) => uid === host.owner)
  return {
    hostRef: `ref-${name}`,
    hostname: name,
    fqdn: fqdnOf(company, host),
    macs: [],
    ips: [],
    ...(owner && { account: owner.uid, ownerEmail: mailOf(company, owner) }),
    role: 'personal',
    attachment: 'wired',
    exposure: 'internal',
    os: host.os,
    tags: [],
  }
}
