import { readFileSync } from 'node:fs'
import type { CveKnowledge } from '../../domain/risk/risk-of.ts'
import { sayFault } from '../../importers/fault.ts'
import { parseKev } from '../../importers/kev/parse-kev.ts'

/** The catalogue of exploited vulnerabilities, read whole at start; undefined where none is configured. */
export function loadKev(file: string | undefined): CveKnowledge | undefined {
  if (file === undefined) return undefined
  const kev = parseKev(readFileSync(file))
  if (kev.ok) return kev.cves
  throw new Error(
    `the KEV catalogue ${file} cannot be used:\n  ${kev.faults.map((fault) => sayFault(file, fault)).join('\n  ')}`,
  )
}
