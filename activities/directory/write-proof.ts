import type { Reading } from '../penalisable.ts'
import type { Origin } from './write-origin.ts'

/**
 * What our mark says about the write that left it: the version of userAccountControl after it, and by how
 * much one write raises that version (1 on Windows, more on Samba).
 */
export function writeProof(before: Reading, after: Reading): string {
  return `${after.version}+${Number(after.version) - Number(before.version)}`
}

/**
 * Whether the account was disabled by the write that left our mark, not by somebody else before or after it.
 * After one more write the bit still stands, so that write changed other bits; after two the account may have
 * been enabled and disabled again.
 */
export function isProven(proof: string, control: Origin | undefined, mark: Origin | undefined): boolean {
  if (control === undefined || mark === undefined) return false
  // The mark without a proof is as the first write left it.
  if (proof === '') return control.write === mark.write
  const [after = Number.NaN, step = Number.NaN] = proof.split('+').map(Number)
  return after <= control.version && control.version <= after + step
}
