import type { DirectoryConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import type { Reading } from '../penalisable.ts'

export type AccountKind = Extract<PenaltyKind, 'machineAccount' | 'userAccount'>

/** One account as the directory has it now. */
export interface Account {
  /** objectGUID (MS-ADTS) or entryUUID (RFC 4530): it stays when the account is moved or renamed. */
  guid: string
  dn: string
  /** For people: `WS-0417$`, `mia`. */
  name: string
  kind: AccountKind | 'other'
  reading: Reading
  /** The attribute that locks it, as it stands there: userAccountControl, or pwdAccountLockedTime. */
  lock: string | null
  /** Marks of ours as they stand there, whatever became of the penalty that left them. */
  stale: string[]
  /** Distinguished names of those whom the directory calls its owner. */
  owners: string[]
  mails: string[]
  /** Fully qualified name of the machine, where the directory knows it. */
  hostname: string | undefined
  /** Operating system, where this kind of directory knows it. */
  os: string | undefined
  /** Groups it is in, nested ones included, as `groupId` names them. */
  groups: string[]
}

/** What we need of a directory, over one bound connection. */
export interface Directory {
  /** GUIDs of all accounts, of whatever kind, that a person may mean by this name. */
  named(name: string): Promise<string[]>
  get(guid: string): Promise<Account | null>
  /** How `Account.groups` names the group with this distinguished name; null when there is no such group. */
  groupId(dn: string): Promise<string | null>
  /** Why this account must not be disabled, by the rules that only this kind of directory has. */
  forbid(account: Account): Promise<string | null>
  /**
   * Locks the account and leaves the mark, in one write that succeeds only if both still are as in
   * `account`.
   */
  disable(account: Account, mark: string): Promise<void>
  /** Takes back what `disable` did, in one write that succeeds only if both still are as in `account`. */
  enable(account: Account, prior: Reading['prior']): Promise<void>
  /**
   * Takes our mark off an account that is open, in one write that succeeds only if the mark still is
   * there.
   */
  unmark(account: Account, prior: Reading['prior']): Promise<void>
}

/** Something about the directory, or our rights in it, that a person should look at. */
export interface Warning {
  what: string
  advice: string
}

/** One kind of directory. */
export interface DirectoryKind {
  session<T>(config: DirectoryConfig, job: (directory: Directory) => Promise<T>): Promise<T>
  /** Names under which a host's own account may stand when the inventory names none. */
  machineNames(host: Host): string[]
  /** The command that does by hand what `enable` does. */
  byHand(config: DirectoryConfig, account: { dn: string; guid: string }, prior: Reading['prior']): string
  /** What is amiss with our rights, or with the directory itself; only reads. */
  warnings(config: DirectoryConfig): Promise<Warning[]>
}
