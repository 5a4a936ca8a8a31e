import { type Client, type Entry, escapeFilter } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { add, remove } from './change.ts'
import type { Account, Directory, DirectoryKind } from './directory.ts'
import { single, values } from './entry.ts'
import { lookUp } from './look-up.ts'
import { markKey, markText } from './mark.ts'
import { isDn, isGuid } from './name.ts'
import { openldapByHand } from './openldap-by-hand.ts'
import { openldapGroups } from './openldap-groups.ts'
import { isForGood, lockedForGood } from './openldap-lock.ts'
import { ineffectiveLock } from './openldap-policy.ts'
import { withClient } from './with-client.ts'

const attributes = [
  'objectClass',
  'uid',
  'cn',
  'mail',
  'owner',
  'entryUUID',
  'pwdAccountLockedTime',
  'pwdPolicySubentry',
]

/** OpenLDAP with the ppolicy overlay: an account is locked by `pwdAccountLockedTime`. */
export const openldap: DirectoryKind = {
  session: (config, job) => withClient(config, (client) => job(directory(client, config))),
  machineNames: (host) => [host.hostname],
  byHand: openldapByHand,
}

/** The attribute that holds our mark; multi-valued, so that nobody's text is replaced. */
export const markerOf = (config: DirectoryConfig): string => config.markerAttribute ?? 'description'

function directory(client: Client, config: DirectoryConfig): Directory {
  const marker = markerOf(config)
  const search = async (base: string, scope: 'base' | 'sub', filter: string) => {
    const found = await lookUp(client, base, { scope, filter, attributes: [...attributes, marker] })
    return Promise.all(found.map((entry) => account(client, config, entry)))
  }
  return {
    async find(kind, names) {
      const found = await Promise.all(names.map((name) => search(...placeOf(name, config.baseDn))))
      return found.flat().filter((one) => one.kind === kind)
    },
    async get(guid) {
      const [found] = await search(config.baseDn, 'sub', escapeFilter`(entryUUID=${guid})`)
      return found ?? null
    },
    async groupId(dn) {
      const [group] = await lookUp(client, dn, { scope: 'base', attributes: ['1.1'] })
      return group?.dn.toLowerCase() ?? null
    },
    forbid: (account) => ineffectiveLock(client, config, account),
    async disable({ dn, reading }, mark) {
      const lockedTime = reading.prior.pwdAccountLockedTime
      await client.modify(dn, [
        ...(typeof lockedTime === 'string' ? [remove('pwdAccountLockedTime', lockedTime)] : []),
        add('pwdAccountLockedTime', lockedForGood),
        ...(typeof reading.mark === 'string' ? [remove(marker, markText(reading.mark))] : []),
        add(marker, markText(mark)),
      ])
    },
    async enable({ dn }, { pwdAccountLockedTime: lockedTime }, mark) {
      await client.modify(dn, [
        remove('pwdAccountLockedTime', lockedForGood),
        ...(typeof lockedTime === 'string' ? [add('pwdAccountLockedTime', lockedTime)] : []),
        remove(marker, markText(mark)),
      ])
    },
  }
}

function placeOf(name: string, baseDn: string): [base: string, scope: 'base' | 'sub', filter: string] {
  if (isDn(name)) return [name, 'base', '(objectClass=*)']
  if (isGuid(name)) return [baseDn, 'sub', escapeFilter`(entryUUID=${name})`]
  const machine = `${name.replace(/\$$/, '')}$`
  return [
    baseDn,
    'sub',
    escapeFilter`(|(uid=${name})(mail=${name})(uid=${machine})(&(objectClass=device)(cn=${name})))`,
  ]
}

async function account(client: Client, config: DirectoryConfig, entry: Entry): Promise<Account> {
  const [name = entry.dn] = [...values(entry, 'uid'), ...values(entry, 'cn')]
  const marks = values(entry, markerOf(config)).flatMap((text) => markKey(text) ?? [])
  const lockedTime = single(entry, 'pwdAccountLockedTime')
  return {
    guid: single(entry, 'entryUUID') ?? '',
    dn: entry.dn,
    name,
    aliases: [entry.dn, ...values(entry, 'uid'), ...values(entry, 'cn'), ...values(entry, 'mail')],
    kind: kindOf(entry),
    reading: {
      state: isForGood(lockedTime) ? 'closed' : 'open',
      mark: marks.length === 1 ? (marks[0] ?? null) : null,
      prior: { pwdAccountLockedTime: lockedTime },
    },
    owners: values(entry, 'owner'),
    mails: values(entry, 'mail'),
    os: undefined,
    groups: await openldapGroups(client, config.baseDn, entry),
  }
}

/** A machine is a `device` (RFC 4519) or, as Samba names it, a uid that ends in `$`. */
function kindOf(entry: Entry): Account['kind'] {
  const classes = values(entry, 'objectClass').map((name) => name.toLowerCase())
  if (classes.includes('device') || single(entry, 'uid')?.endsWith('$')) return 'machineAccount'
  const isPerson = ['person', 'inetorgperson', 'posixaccount'].some((name) => classes.includes(name))
  return isPerson ? 'userAccount' : 'other'
}
