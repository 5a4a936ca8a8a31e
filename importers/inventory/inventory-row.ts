import { z } from 'zod'
import { attachments, exposures, type Host, roles } from '../../domain/host.ts'
import { email, hostname, ip, list, mac, text, word } from '../cells.ts'

/** A host as an inventory describes it, before it has a hostRef. */
export type InventoryRow = Omit<Host, 'hostRef'>

const columns = z.object({
  hostname,
  fqdn: hostname.optional(),
  macs: list(mac),
  ips: list(ip),
  machine_account: text.optional(),
  account: text.optional(),
  owner_email: email.optional(),
  manager_email: email.optional(),
  department: text.optional(),
  site: text.optional(),
  role: word(roles).optional(),
  attachment: word(attachments).default('unknown'),
  exposure: word(exposures).optional(),
  switch: text.optional(),
  port: text.optional(),
  os: text.optional(),
  tags: list(z.string()),
})

export const inventoryColumns = Object.keys(columns.shape)

type Columns = z.infer<typeof columns>

/** A machine that nobody is named for is treated as a server: a penalty there could get no response. */
const likelyRole = (row: Columns) =>
  row.os?.match(/server/i) || !(row.account || row.owner_email) ? 'server' : 'personal'

/** Exposure that is not known counts as exposed for servers and as internal for clients (BOD 26-04 defaults). */
const likelyExposure = (role: Host['role']) =>
  role === 'server' || role === 'infrastructure' ? 'internet' : 'internal'

const present = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

function toRow(row: Columns): InventoryRow {
  const { machine_account, owner_email, manager_email, ...same } = row
  const role = row.role ?? likelyRole(row)
  return present({
    ...same,
    role,
    exposure: row.exposure ?? likelyExposure(role),
    machineAccount: machine_account,
    ownerEmail: owner_email,
    managerEmail: manager_email,
  }) as InventoryRow
}

/** One row of an inventory, by the column names of the fixed interface. */
export const inventoryRow = columns.transform(toRow)
