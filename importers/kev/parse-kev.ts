import { z } from 'zod'
import type { CveFacts } from '../../domain/risk/risk-of.ts'
import { decode } from '../decode.ts'
import { quoted, type Refused, refused } from '../fault.ts'
import { jsonFault } from '../json/json-fault.ts'

const catalogue = z.object({
  catalogVersion: z.string(),
  vulnerabilities: z.array(
    z.object({ cveID: z.string().regex(/^CVE-\d{4}-\d{4,}$/), dateAdded: z.iso.date() }),
  ),
})

/** CISA's catalogue of known exploited vulnerabilities, by CVE. */
export interface Kev {
  ok: true
  version: string
  cves: Map<string, CveFacts>
}

/** Reads the catalogue's JSON (known_exploited_vulnerabilities.json) from a file that somebody has dropped. */
export function parseKev(bytes: Uint8Array): Kev | Refused {
  const decoded = decode(bytes)
  if (!decoded.ok) return decoded
  let value: unknown
  try {
    value = JSON.parse(decoded.text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refused(jsonFault(error, decoded.text))
  }
  const checked = catalogue.safeParse(value)
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => ({
      line: 1,
      column: 1,
      expected: `${path.join('.') || 'the catalogue'}: ${message}`,
      found: quoted(path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value)),
    }))
    return refused(...faults)
  }
  const { catalogVersion, vulnerabilities } = checked.data
  const entries = vulnerabilities.map(({ cveID, dateAdded }) => [cveID, { kevAdded: dateAdded }] as const)
  return { ok: true, version: catalogVersion, cves: new Map(entries) }
}
