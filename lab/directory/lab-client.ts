import { readFileSync } from 'node:fs'
import { Client } from 'ldapts'
import type { Credentials } from './lab-directory.ts'

/** Where a lab directory listens, and whom to trust for it. */
export interface Address {
  url: string
  caFile?: string
}

/** A connection to a lab directory, for whoever plays somebody else than Straggler. */
export const labClient = ({ url, caFile }: Address): Client =>
  new Client({
    url,
    timeout: 10_000,
    ...(caFile !== undefined && { tlsOptions: { ca: readFileSync(caFile) } }),
  })

/** Whether the directory is up and lets these credentials in. */
export async function binds(address: Address, { bindDn, password }: Credentials): Promise<boolean> {
  const client = labClient(address)
  try {
    await client.bind(bindDn, password)
    return true
  } catch {
    return false
  } finally {
    await client.unbind().catch(() => undefined)
  }
}
