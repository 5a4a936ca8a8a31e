import { ApplicationFailure } from '@temporalio/common'
import { ResultCodeError } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { misconfigured, permanent, transient } from '../failure.ts'

/** LDAP result codes (RFC 4511 appendix A) that say: somebody wrote between our reading and our writing. */
const overtaken = new Set([16, 19, 20])
/**
 * Result codes of a server that is there but cannot answer now: time limit, busy, unavailable, and AD's
 * 51.
 */
const passing = new Set([3, 51, 52])

/** Stronger authentication required, invalid credentials, insufficient access rights. */
const ourFault = new Set([8, 49, 50])

/** What an error of the LDAP library means for the caller: worth a retry or not, and what to do about it. */
export function directoryFailure(error: unknown, config: DirectoryConfig): unknown {
  if (error instanceof ApplicationFailure) return error
  if (!(error instanceof Error)) return error
  const at = `directory ${config.url}`
  if (!(error instanceof ResultCodeError)) {
    return transient(`${at} did not answer: ${error.message}`, 'check that the directory is up', error)
  }
  if (overtaken.has(error.code)) {
    return transient(`${at}: the account was changed by somebody else meanwhile`, 'it is read again', error)
  }
  if (passing.has(error.code)) return transient(`${at}: ${reason(error)}`, 'it is tried again', error)
  const lasting = ourFault.has(error.code) ? misconfigured : permanent
  return lasting(`${at}: ${reason(error)}`, advice(error.code, config), error)
}

/** AD puts the true cause (`data 52e`) into the text only (MS-ADTS 3.1.1.5). */
const reason = (error: ResultCodeError) => `${error.name} (${error.code}) ${error.message}`.trim()

function advice(code: number, config: DirectoryConfig): string {
  if (code === 49) return `check directory.bindDn and the password in ${config.password}`
  if (code === 50) return `give ${config.bindDn} the right to write the lock and the mark on this account`
  if (code === 8) return 'use ldaps:// in directory.url'
  return 'look the result code up in RFC 4511 appendix A'
}
