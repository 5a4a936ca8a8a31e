/** What the inventory says about one machine. */
export interface Host {
  /** Random id; the only name of a host that may stand in workflow ids, metrics and search attributes. */
  hostRef: string
  hostname: string
  fqdn?: string
  /** Lower-case, colon-separated, e.g. `52:54:00:12:34:56`. */
  macs: string[]
  ips: string[]
  /** Directory name (sAMAccountName, DN or objectGUID) of the machine's own account. */
  machineAccount?: string
  /** Directory name of the user's account. */
  account?: string
  ownerEmail?: string
  managerEmail?: string
  department?: string
  site?: string
  role: Role
  attachment: Attachment
  exposure: Exposure
  /** Where the inventory believes the host is plugged in; a hint, never proof. */
  switch?: string
  port?: string
  os?: string
  tags: string[]
}

export const roles = ['personal', 'shared', 'server', 'infrastructure'] as const
export type Role = (typeof roles)[number]

export const attachments = ['wired', 'wireless', 'vpn', 'unknown'] as const
export type Attachment = (typeof attachments)[number]

export const exposures = ['internal', 'internet'] as const
export type Exposure = (typeof exposures)[number]
