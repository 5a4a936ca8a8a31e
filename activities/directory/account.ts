import { isDeepStrictEqual } from 'node:util'
import type { DirectoryConfig } from '../../config/schema.ts'
import { permanent, transient } from '../failure.ts'
import type { Penalisable, TargetRef } from '../penalisable.ts'
import type { Account, AccountKind, Directory } from './directory.ts'
import { directoryKinds } from './directory-kinds.ts'
import { findAccount } from './find-account.ts'
import { protect } from './protect.ts'

/** Accounts as a target of penalties: a machine's own account, or its user's. */
export function accountPenalty(config: DirectoryConfig, kind: AccountKind): Penalisable {
  const { session, machineNames, byHand } = directoryKinds[config.kind]
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
      withAccount(target, async (directory, account) => {
        const { reading } = account
        if (reading.state === 'closed' && reading.mark === mark) return
        if (!isDeepStrictEqual(reading, from)) throw overtaken(account)
        await directory.disable(account, mark)
      }),
    reopen: (target, prior, mark) =>
      withAccount(target, async (directory, account) => {
        const { reading } = account
        if (reading.state === 'closed' && reading.mark !== mark) throw notOurs(account)
        // Already open: by us with the answer lost, or by somebody else, who left our mark there.
        if (reading.mark !== mark) return
        await (reading.state === 'open' ? directory.unmark : directory.enable)(account, prior)
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

const overtaken = ({ name }: Account) =>
  transient(`${name} was changed by somebody else since it was read`, 'it is read again')

const notOurs = ({ name, dn }: Account) =>
  permanent(
    `${name} is disabled, but not by this effect: somebody else changed it`,
    `look at ${dn} and decide: leave it as it is, or enable it by hand`,
  )
