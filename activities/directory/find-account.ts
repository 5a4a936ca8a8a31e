import type { Host } from '../../domain/host.ts'
import type { Refusal } from '../penalisable.ts'
import type { Account, AccountKind, Directory } from './directory.ts'
import { sameName } from './name.ts'

const refuse = (why: string): { refusal: Refusal } => ({ refusal: { rule: 'R7', why } })

/** The one account of this kind that is the host's, or why it cannot be said for sure. */
export async function findAccount(
  directory: Directory,
  kind: AccountKind,
  host: Host,
  machineNames: string[],
): Promise<{ account: Account } | { refusal: Refusal }> {
  const machine = await only(directory, 'machineAccount', machineNames)
  if ('account' in machine) {
    const other = otherHostname(machine.account, host)
    if (other !== null) return refuse(other)
  }
  if (kind === 'machineAccount') return machine
  if (host.account === undefined) return refuse(`the inventory names no user account for ${host.hostname}`)
  const user = await only(directory, 'userAccount', [host.account])
  if ('refusal' in user) return user
  const disagreement = ownersDisagree(user.account, 'account' in machine ? machine.account : undefined, host)
  return disagreement === null ? user : refuse(disagreement)
}

async function only(
  directory: Directory,
  kind: AccountKind,
  names: string[],
): Promise<{ account: Account } | { refusal: Refusal }> {
  const asked = names.join(' or ')
  const guids = new Set((await Promise.all(names.map((name) => directory.named(name)))).flat())
  const found = await Promise.all([...guids].map((guid) => directory.get(guid)))
  const accounts = found.filter((account) => account?.kind === kind).filter((account) => account !== null)
  const [account] = accounts
  if (account === undefined) return refuse(`the directory has no ${words[kind]} ${asked}`)
  if (accounts.length === 1) return { account }
  return refuse(`${asked} is not unique in the directory: ${accounts.map(({ dn }) => dn).join('; ')}`)
}

const words: Record<AccountKind, string> = {
  machineAccount: 'machine account',
  userAccount: 'user account',
}

/** A name that was used again belongs to another machine than the one that the inventory means. */
function otherHostname({ name, hostname }: Account, { fqdn }: Host): string | null {
  if (hostname === undefined || fqdn === undefined || sameName(hostname, fqdn)) return null
  return `the directory says that ${name} is ${hostname}, the inventory says ${fqdn}`
}

/** An account must not pay for a host that another source gives to somebody else. */
function ownersDisagree(user: Account, machine: Account | undefined, host: Host): string | null {
  const owners = machine?.owners ?? []
  if (owners.length > 0 && !owners.some((dn) => sameName(dn, user.dn))) {
    const theirs = owners.join('; ')
    return `the inventory says that ${host.hostname} is ${user.name}'s, the directory says ${theirs}`
  }
  const { ownerEmail } = host
  if (ownerEmail === undefined || user.mails.length === 0) return null
  if (user.mails.some((mail) => sameName(mail, ownerEmail))) return null
  const theirs = user.mails.join('; ')
  return `the inventory's owner of ${host.hostname} is ${ownerEmail}, but ${user.name} has ${theirs}`
}
