import type { Company } from './small-company.ts'

const columns = [
  'hostname',
  'fqdn',
  'macs',
  'machine_account',
  'account',
  'owner_email',
  'manager_email',
  'department',
  'site',
  'role',
  'attachment',
  'exposure',
  'switch',
  'port',
  'os',
] as const

/** The inventory of the lab's company, as the importer wants it. No value of the lab needs quoting. */
export function inventoryCsv({ hosts }: Company): string {
  const rows = hosts.map((host) =>
    [
      host.hostname,
      host.fqdn,
      host.macs.join(';'),
      host.machineAccount,
      host.account,
      host.ownerEmail,
      host.managerEmail,
      host.department,
      host.site,
      host.role,
      host.attachment,
      host.exposure,
      host.switch,
      host.port,
      host.os,
    ].join(','),
  )
  return [columns.join(','), ...rows, ''].join('\n')
}

/** What the patch tool reports: every host, and the update that the stragglers miss. */
export function reportCsv({ hosts, stragglers, update }: Company, observedAt: Date): string {
  const at = observedAt.toISOString()
  const rows = hosts.map((host) => {
    const state = stragglers.includes(host) ? 'missing' : 'patched'
    return [host.hostname, update.id, state, update.title, update.severity, at].join(',')
  })
  return ['hostname,update_id,state,title,severity,observed_at', ...rows, ''].join('\n')
}
