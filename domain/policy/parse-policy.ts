import type { z } from 'zod'
import { type Fault, readYaml } from '../yaml-source.ts'
import { policyHash } from './policy-hash.ts'
import { type Policy, policySchema } from './schema.ts'

/** A policy that may be used, with its hash, and a way to say where each of its values stands. */
export interface ParsedPolicy {
  ok: true
  policy: Policy
  hash: string
  /** A complaint about the value at `path`, at its line and column. */
  faultAt(path: readonly PropertyKey[], expected: string): Fault
}

export interface PolicyFaults {
  ok: false
  faults: Fault[]
}

const kindInWords: Record<string, string> = {
  object: 'names with values',
  record: 'names with values',
  array: 'a list',
  string: 'text',
}

/** Words for what zod says by itself; a message that stands in the schema wins. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_type') return kindInWords[issue.expected] ?? issue.expected
  return undefined
}

/** What was found is part of the complaint: its reader may not have the file at hand. */
function withFound(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code === 'unrecognized_keys') return issue
  const found = JSON.stringify(issue.input) ?? 'nothing'
  return { ...issue, message: `expected ${issue.message}; found ${found.slice(0, 60)}` }
}

/** Reads a policy whole, or says everything that is wrong with it at once. */
export function parsePolicy(text: string, file = 'policy.yaml'): ParsedPolicy | PolicyFaults {
  const source = readYaml(file, text)
  if (source.faults.length > 0) return { ok: false, faults: source.faults }
  const checked = policySchema.safeParse(source.value, { error: inWords, reportInput: true })
  if (checked.success)
    return { ok: true, policy: checked.data, hash: policyHash(checked.data), faultAt: source.faultAt }
  const issues = checked.error.issues.map(withFound)
  return { ok: false, faults: source.faultsOf({ ...checked.error, issues } as z.ZodError) }
}
