import type { SecretRef } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import { permanent } from '../failure.ts'

/** Reads a SecureOn password of 4 or 6 octets, written as hex with or without separators. */
export function secureOn(ref: SecretRef): Buffer {
  const hex = secret(ref).replace(/[-:. ]/g, '')
  if (/^([0-9a-f]{8}|[0-9a-f]{12})$/i.test(hex)) return Buffer.from(hex, 'hex')
  throw permanent(
    `the SecureOn password (${ref}) is not 4 or 6 octets in hex`,
    'write it like 01:02:03:04:05:06, as the BIOS shows it',
  )
}
