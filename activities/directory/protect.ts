import type { DirectoryConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { Refusal } from '../penalisable.ts'
import type { Account, AccountKind, Directory } from './directory.ts'

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
  if (host.role === 'server' || host.role === 'infrastructure') return `its host has the role ${host.role}`
  const os = account.os ?? host.os
  return os !== undefined && /server/i.test(os) ? `its host runs ${os}` : null
}

const isOurself: Rule = async ({ account, config, directory }) =>
  (await directory.named(config.bindDn)).includes(account.guid)
    ? 'it is the account that Straggler itself binds with'
    : null

const isBreakGlass: Rule = ({ account, config, directory }) =>
  onList(directory, account, 'break-glass list', config.breakGlass)

const isOnShift: Rule = ({ account, config, directory }) =>
  onList(directory, account, 'list of operators on shift', config.onShift)

const isVip: Rule = ({ account, config, directory }) => onList(directory, account, 'VIP list', config.vip)

/** A name that leads to nobody may be misspelt or renamed: nobody is written until the list is mended. */
async function onList(directory: Directory, account: Account, title: string, names: string[]) {
  for (const name of names) {
    const guids = await directory.named(name)
    if (guids.length === 0) return `${name} on the ${title} is not in the directory`
    if (guids.includes(account.guid)) return `it is on the ${title}`
  }
  return null
}

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
