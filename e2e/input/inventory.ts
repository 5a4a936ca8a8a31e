import type { LabHost } from '../../lab/bridge/lab-host.ts'
import { fqdnOf, mailOf, smallCompany } from '../../lab/directory/company.ts'

const columns = [
  'hostname',
  'fqdn',
  'macs',
  'ips',
  'account',
  'owner_email',
  'manager_email',
  'department',
  'site',
  'role',
  'attachment',
  'exposure',
  'os',
]

/** The inventory of hosts that are plugged in somewhere, as a spreadsheet would save it. */
export function inventoryCsv(hosts: LabHost[]): string {
  const rows = hosts.map(({ name, hostMac, hostIp }) => {
    const host = smallCompany.hosts.find((one) => one.name === name)
    const owner = smallCompany.users.find(({ uid }) => uid === host?.owner)
    if (!host || !owner) throw new Error(`${name} is no personal host of the company`)
    return [
      name,
      fqdnOf(smallCompany, host),
      hostMac,
      hostIp,
      owner.uid,
      mailOf(smallCompany, owner),
      `ada@${smallCompany.domain}`,
      'Sales',
      'main',
      'personal',
      'wired',
      'internal',
      host.os,
    ].join(',')
  })
  return [columns.join(','), ...rows, ''].join('\r\n')
}
