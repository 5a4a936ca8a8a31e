import { type Client, escapeFilter, type SearchOptions } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { add, remove } from './change.ts'
import type { Account, DirectoryKind } from './directory.ts'
import { values } from './entry.ts'
import { lookUp } from './look-up.ts'
import { markText } from './mark.ts'
import { isDn, isGuid } from './name.ts'
import { openldapAccount, openldapAttributes } from './openldap-account.ts'
import { openldapByHand } from './openldap-by-hand.ts'
import { openldapGroups } from './openldap-groups.ts'
import { lockedForGood } from './openldap-lock.ts'
import { ineffectiveLock } from './openldap-policy.ts'
import { openldapWarnings } from './openldap-warnings.ts'
import { withClient } from './with-client.ts'

/** OpenLDAP with the ppolicy overlay: an account is locked by `pwdAccountLockedTime` (slapo-ppolicy(5)). */
export const openldap: DirectoryKind = {
  session: (config, job) =>
    withClient(config, (client) => {
      const marker = markerOf(config)
      return job({
        named: (name) => named(client, config.baseDn, name),
        get: (guid) => get(client, config.baseDn, guid, marker),
        async groupId(dn) {
          const [group] = await lookUp(client, dn, { scope: 'base', attributes: ['1.1'] })
          return group?.dn.toLowerCase() ?? null
        },
        forbid: (account) => ineffectiveLock(client, config, account),
        disable: (account, mark) => disable(client, account, mark, marker),
        enable: ({ dn, lock, stale }, { pwdAccountLockedTime: before }) =>
          client.modify(dn, [
            ...(lock === null ? [] : [remove('pwdAccountLockedTime', lock)]),
            ...(typeof before === 'string' ? [add('pwdAccountLockedTime', before)] : []),
            ...stale.map((text) => remove(marker, text)),
          ]),
        unmark: ({ dn, stale }) =>
          client.modify(
            dn,
            stale.map((text) => remove(marker, text)),
          ),
      })
    }),
  machineNames: ({ hostname }) => [hostname],
  byHand: openldapByHand,
  warnings: (config) => withClient(config, openldapWarnings),
}

/** The attribute that holds our mark; multi-valued, so that nobody's text is replaced. */
export const markerOf = (config: DirectoryConfig): string => config.markerAttribute ?? 'description'

async function named(client: Client, baseDn: string, name: string): Promise<string[]> {
  if (isGuid(name)) return [name.toLowerCase()]
  const machine = `${name.replace(/\$$/, '')}$`
  const any = escapeFilter`(uid=${name})(mail=${name})(uid=${machine})(&(objectClass=device)(cn=${name}))`
  const place: SearchOptions = isDn(name) ? { scope: 'base' } : { filter: `(|${any})` }
  const found = await lookUp(client, isDn(name) ? name : baseDn, { ...place, attributes: ['entryUUID'] })
  return found.flatMap((entry) => values(entry, 'entryUUID'))
}

async function get(client: Client, baseDn: string, guid: string, marker: string): Promise<Account | null> {
  const filter = escapeFilter`(entryUUID=${guid})`
  const [entry] = await lookUp(client, baseDn, { filter, attributes: [...openldapAttributes, marker] })
  if (entry === undefined) return null
  return openldapAccount(entry, marker, await openldapGroups(client, baseDn, entry))
}

async function disable(client: Client, { dn, lock, stale }: Account, mark: string, marker: string) {
  await client.modify(dn, [
    ...(lock === null ? [] : [remove('pwdAccountLockedTime', lock)]),
    add('pwdAccountLockedTime', lockedForGood),
    ...stale.map((text) => remove(marker, text)),
    add(marker, markText(mark)),
  ])
}
