import { readFileSync } from 'node:fs'
import { BlockList, connect, isIP } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { Client, type ClientOptions } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import { misconfigured } from '../failure.ts'
import { directoryFailure } from './directory-failure.ts'

/** Connects, binds, does one job and unbinds: nothing is kept that could go stale between two jobs. */
export async function withClient<T>(
  config: DirectoryConfig,
  job: (client: Client) => Promise<T>,
): Promise<T> {
  const { password, options } = readable(config)
  const client = new Client(options)
  try {
    await client.bind(config.bindDn, password)
    return await job(client)
  } catch (error) {
    throw directoryFailure(error, config)
  } finally {
    // The job's outcome is known by now; a connection that is already gone says nothing about it.
    await client.unbind().catch(() => undefined)
  }
}

/** What stands in files and variables; a file that cannot be read does not heal by a retry. */
function readable(config: DirectoryConfig) {
  requireEncryption(config)
  try {
    return { password: secret(config.password), options: clientOptions(config) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw misconfigured(`directory: ${why}`, 'mend directory.password or directory.caFile', error)
  }
}

function requireEncryption(config: DirectoryConfig): void {
  const { hostname, protocol } = new URL(config.url)
  if (protocol === 'ldap:' && !isLoopback(hostname)) {
    throw misconfigured(
      `${config.url} would send the password in clear`,
      'use ldaps:// in directory.url; ldap:// is accepted for a loopback address only',
    )
  }
}

function clientOptions(config: DirectoryConfig): ClientOptions {
  return {
    url: config.url,
    timeout: config.timeout,
    connectTimeout: config.timeout,
    ...(config.caFile !== undefined && { tlsOptions: { ca: readFileSync(config.caFile) } }),
    createConnection: onlyOnce(connect),
    createSecureConnection: onlyOnce(connectSecurely),
  }
}

/**
 * ldapts opens a lost connection anew by itself, and then without a bind: a job gets one socket and no
 * more.
 */
function onlyOnce<F extends typeof connect | typeof connectSecurely>(open: F): F {
  let used = false
  const guarded = (...args: unknown[]) => {
    if (used) throw new Error('connection lost')
    used = true
    return Reflect.apply(open, undefined, args)
  }
  return guarded as F
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return hostname === 'localhost' || loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
