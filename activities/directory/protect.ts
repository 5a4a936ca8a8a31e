import type { DirectoryConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { Refusal } from '../penalisable.ts'
import type { Account, AccountKind, Directory } from './directory.ts'
import { sameName } from './name.ts'

/** What a rule looks at: the account as it is in the directory at this moment. */
interface Case {
  account: Account
  kind: AccountKind
  host: Host
  config: DirectoryConfig
  directory: Directory
}

/** One protection: why the account must not be written, or null. */
type Rule = (facts: Case) => string | null | Promise<string | null>

const isAnother: Rule = ({ account, kind }) =>
  account.kind === kind ? null : `it is not a ${kind} but ${account.kind}`

const isServer: Rule = ({ host, account }) => {
  if (host.role === 'server' || host.role === 'infrastructure') return `its host is a ${host.role}`
  const os = account.os ?? host.os
  return os !== undefined && /server/i.test(os) ? `its host runs ${os}` : null
}

const isOurself: Rule = ({ account, config }) =>
  isCalled(account, config.bindDn) ? 'it is the account that Straggler itself binds with' : null

const isBreakGlass: Rule = ({ account, config }) =>
  isListed(account, config.breakGlass) ? 'it is on the break-glass list' : null

const isOnShift: Rule = ({ account, config }) =>
  isListed(account, config.onShift) ? 'its owner is on the list of operators on shift' : null

const isVip: Rule = ({ account, config }) => (isListed(account, config.vip) ? 'it is on the VIP list' : null)

/** A group that is configured but cannot be found may be misspelt: nobody is written until it is mended. */
const isInProtectedGroup: Rule = async ({ account, config, directory }) => {
  for (const dn of config.protectedGroups) {
    const id = await directory.groupId(dn)
    if (id === null) return `the protected group ${dn} is not in the directory`
    if (account.groups.includes(id)) return `it is a member of ${dn}`
  }
  return null
}

const isForbiddenThere: Rule = ({ account, directory }) => directory.forbid(account)

const rules: Rule[] = [
  isAnother,
  isServer,
  isOurself,
  isBreakGlass,
  isOnShift,
  isVip,
  isInProtectedGroup,
  isForbiddenThere,
]

/** R7: every protection, checked on a fresh reading; an error of the directory refuses by being thrown. */
export async function protect(
  directory: Directory,
  account: Account,
  kind: AccountKind,
  host: Host,
  config: DirectoryConfig,
): Promise<Refusal | null> {
  for (const rule of rules) {
    const why = await rule({ account, kind, host, config, directory })
    if (why !== null) return { rule: 'R7', why: `${account.name}: ${why}` }
  }
  return null
}

const isListed = (account: Account, list: string[]) => list.some((name) => isCalled(account, name))

const isCalled = (account: Account, name: string) => account.aliases.some((alias) => sameName(alias, name))
