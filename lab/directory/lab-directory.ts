import type { DirectoryConfig } from '../../config/schema.ts'

/** Name and password that a lab directory accepts at bind. */
export interface Credentials {
  bindDn: string
  password: string
}

/** A running directory server with a company in it. */
export interface LabDirectory extends Credentials {
  kind: DirectoryConfig['kind']
  url: string
  baseDn: string
  /** Certificate authority to trust, for ldaps. */
  caFile?: string
  /** May do everything: tests play the third party with it. */
  admin: Credentials
  /** File in which the server notes every write, as LDIF; only where it can. */
  changes?: string
  /** Distinguished name of a machine's or person's account. */
  dnOf(name: string): string
  stop(): Promise<void>
}
