import type { DirectoryConfig } from '../../config/schema.ts'
import { permanent } from '../failure.ts'
import type { Penalisable, TargetRef } from '../penalisable.ts'
import { activeDirectory } from './active-directory.ts'
import type { Account, AccountKind, Directory, DirectoryKind } from './directory.ts'
import { findAccount } from './find-account.ts'
import { openldap } from './openldap.ts'
import { protect } from './protect.ts'

const kinds: Record<DirectoryConfig['kind'], DirectoryKind> = { activeDirectory, openldap }

/** Accounts as a target of penalties: a machine's own account, or its user's. */
export function accountPenalty(config: DirectoryConfig, kind: AccountKind): Penalisable {
  const { session, machineNames, byHand } = kinds[config.kind]
  const withAccount = <T>(target: TargetRef, job: (directory: Directory, account: Account) => Promise<T>) =>
    session(config, async (directory) => job(directory, await get(directory, target)))
  return {
    find: (host) =>
      session(config, async (directory) => {
        const names = host.machineAccount === undefined ? machineNames(host) : [host.machineAccount]
        const found = await findAccount(directory, kind, host, names)
        return 'refusal' in found ? found : { target: targetOf(found.account, kind) }
      }),
    forbid: (target, host) =>
      withAccount(target, (directory, account) => protect(directory, account, kind, host, config)),
    read: (target) => withAccount(target, async (_, { reading }) => reading),
    close: (target, from, mark) =>
      withAccount(target, (directory, account) => directory.disable({ ...account, reading: from }, mark)),
    reopen: (target, prior, mark) =>
      withAccount(target, async (directory, account) => {
        const { reading } = account
        // Already open: by us with the answer lost, or by somebody else; either way there is nothing to undo.
        if (reading.state === 'open') return
        if (reading.mark !== mark) throw notOurs(account)
        await directory.enable(account, prior, mark)
      }),
    byHand: (target, prior) =>
      byHand(config, { dn: String(target.locator.dn), guid: String(target.locator.guid) }, prior),
  }
}

const targetOf = ({ guid, dn, name }: Account, kind: AccountKind): TargetRef => ({
  id: `account:${guid}`,
  kind,
  name,
  locator: { guid, dn },
})

async function get(directory: Directory, target: TargetRef): Promise<Account> {
  const account = await directory.get(String(target.locator.guid))
  if (account !== null) return account
  throw permanent(`the account ${target.name} is no longer in the directory`, 'nothing is left to restore')
}

const notOurs = ({ name, dn }: Account) =>
  permanent(
    `${name} is disabled, but not by this effect: somebody else changed it`,
    `look at ${dn} and decide: leave it as it is, or enable it by hand`,
  )
