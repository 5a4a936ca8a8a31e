import type { Entry } from 'ldapts'
import type { Account } from './directory.ts'
import { single, values } from './entry.ts'
import { parseMark } from './mark.ts'
import { isForGood } from './openldap-lock.ts'

/** All that is read of an account, besides the marker. */
export const openldapAttributes = [
  'objectClass',
  'uid',
  'cn',
  'mail',
  'owner',
  'entryUUID',
  'pwdAccountLockedTime',
]

/** An account as OpenLDAP has it. */
export function openldapAccount(entry: Entry, marker: string, groups: string[]): Account {
  const [name = entry.dn] = [...values(entry, 'uid'), ...values(entry, 'cn')]
  const marks = values(entry, marker).filter((text) => parseMark(text) !== null)
  const [mark] = marks
  const lockedTime = single(entry, 'pwdAccountLockedTime')
  return {
    guid: single(entry, 'entryUUID') ?? '',
    dn: entry.dn,
    name,
    kind: kindOf(entry),
    reading: {
      state: isForGood(lockedTime) ? 'closed' : 'open',
      // Two marks cannot come from us: each penalty replaces what an earlier one left.
      mark: mark === undefined || marks.length > 1 ? null : (parseMark(mark)?.key ?? null),
      prior: { pwdAccountLockedTime: lockedTime },
    },
    lock: lockedTime,
    stale: marks,
    owners: values(entry, 'owner'),
    mails: values(entry, 'mail'),
    hostname: undefined,
    os: undefined,
    groups,
  }
}

/** A machine is a `device` (RFC 4519) or, as Samba names it, a uid that ends in `$`. */
function kindOf(entry: Entry): Account['kind'] {
  const classes = values(entry, 'objectClass').map((name) => name.toLowerCase())
  if (classes.includes('device') || single(entry, 'uid')?.endsWith('$')) return 'machineAccount'
  const isPerson = ['person', 'inetorgperson', 'posixaccount'].some((name) => classes.includes(name))
  return isPerson ? 'userAccount' : 'other'
}
