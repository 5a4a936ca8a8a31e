import type { Entry } from 'ldapts'
import type { Reading } from '../penalisable.ts'
import type { AdMarker } from './ad-marker.ts'
import type { Account } from './directory.ts'
import { octets, single, values } from './entry.ts'
import { guidText } from './guid.ts'
import { parseMark } from './mark.ts'
import { sidText } from './sid.ts'
import { has, uac } from './uac.ts'
import { type Origin, origins } from './write-origin.ts'
import { isProven } from './write-proof.ts'

/** Attributes that arrive as octets. */
export const octetAttributes = ['objectGUID', 'objectSid', 'tokenGroups', 'replPropertyMetaData']

/** All that is read of an account, besides the marker. */
export const adAttributes = [
  ...octetAttributes,
  'adminCount',
  'dNSHostName',
  'isCriticalSystemObject',
  'mail',
  'managedBy',
  'objectClass',
  'operatingSystem',
  'proxyAddresses',
  'sAMAccountName',
  'servicePrincipalName',
  'userAccountControl',
  'userPrincipalName',
]

const userAccountControlType = 0x90008

/** An account as Active Directory has it. */
export function adAccount(entry: Entry, marker: AdMarker): Account {
  const guid = octets(entry, 'objectGUID')
  const text = single(entry, marker.name)
  return {
    guid: guid === null ? '' : guidText(guid),
    dn: entry.dn,
    name: single(entry, 'sAMAccountName') ?? entry.dn,
    kind: kindOf(entry),
    reading: reading(entry, marker),
    lock: single(entry, 'userAccountControl'),
    stale: text !== null && parseMark(text) !== null ? [text] : [],
    owners: values(entry, 'managedBy'),
    mails: [
      ...values(entry, 'mail'),
      ...values(entry, 'proxyAddresses').map((to) => to.replace(/^smtp:/i, '')),
    ],
    hostname: single(entry, 'dNSHostName') ?? undefined,
    os: single(entry, 'operatingSystem') ?? undefined,
    groups: tokenGroups(entry),
  }
}

/** Security identifiers of all groups, nested and primary ones included. */
export const tokenGroups = (entry: Entry): string[] =>
  [entry.tokenGroups ?? []].flat().flatMap((sid) => (Buffer.isBuffer(sid) ? sidText(sid) : []))

/** A managed service account is of a subclass of `computer`, but no machine's. */
function kindOf(entry: Entry): Account['kind'] {
  const classes = values(entry, 'objectClass')
  if (isServiceClass(classes)) return 'other'
  if (classes.includes('computer')) return 'machineAccount'
  return classes.includes('user') ? 'userAccount' : 'other'
}

/** Managed service accounts, of one host or of a group of hosts. */
export const isServiceClass = (classes: string[]): boolean =>
  classes.some((name) => /^msDS-(Group|Delegated)?ManagedServiceAccount$/i.test(name))

function reading(entry: Entry, marker: AdMarker): Reading {
  const control = Number(single(entry, 'userAccountControl'))
  const metadata = octets(entry, 'replPropertyMetaData')
  const writes = metadata === null ? new Map<number, Origin>() : origins(metadata)
  const controlWrite = writes.get(userAccountControlType)
  const text = single(entry, marker.name)
  const mark = text === null ? null : parseMark(text)
  const isOurs = mark !== null && isProven(mark.note, controlWrite, writes.get(marker.type))
  const closed = has(control, uac.accountDisable)
  return {
    state: closed ? 'closed' : 'open',
    mark: mark !== null && (isOurs || !closed) ? mark.key : null,
    // The other bits are no part of it: a release keeps them as they are then.
    prior: { accountDisable: closed, marker: mark === null ? text : null },
    version: controlWrite?.version ?? null,
  }
}
