import { readFileSync } from 'node:fs'
import type { SecretRef } from './schema.ts'

/** Reads what a reference points at. Throws with the reference, never with the secret. */
export function secret(ref: SecretRef): string {
  const [, kind, place = ''] = /^(file|env):(.+)$/.exec(ref) ?? []
  if (kind === 'env') {
    const value = process.env[place]
    if (value === undefined || value === '') throw new Error(`environment variable ${place} is not set`)
    return value
  }
  const [line = ''] = readFileSync(place, 'utf8').split('\n')
  if (line === '') throw new Error(`secret file ${place} is empty`)
  return line
}
