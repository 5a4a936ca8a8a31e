import type { Client } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import type { Account } from './directory.ts'
import { single } from './entry.ts'

/**
 * Why a lock would have no effect on this account, or null.
 * ppolicy ignores pwdAccountLockedTime where pwdLockout is not TRUE: the account would be called disabled and
 * would still bind (slapo-ppolicy(5)).
 */
export async function ineffectiveLock(
  client: Client,
  config: DirectoryConfig,
  account: Account,
): Promise<string | null> {
  const own = await client.search(account.dn, { scope: 'base', attributes: ['pwdPolicySubentry'] })
  const subentry = own.searchEntries[0] && single(own.searchEntries[0], 'pwdPolicySubentry')
  const found = await client.search(subentry ?? config.baseDn, {
    scope: subentry ? 'base' : 'sub',
    filter: '(objectClass=pwdPolicy)',
    attributes: ['pwdLockout'],
  })
  const policies = found.searchEntries
  if (policies.length === 0) return 'no password policy can be read, so a lock may have no effect'
  const blunt = policies.find((policy) => single(policy, 'pwdLockout') !== 'TRUE')
  return blunt ? `the password policy ${blunt.dn} has pwdLockout off, so a lock has no effect` : null
}
