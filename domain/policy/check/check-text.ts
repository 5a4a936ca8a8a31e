import { type Fault, readYaml } from '../../yaml-source.ts'
import { parsePolicy } from '../parse-policy.ts'
import { type Policy, policySchema } from '../schema.ts'
import { type CheckOptions, check, type PolicyFindings } from './check.ts'

const sectionOf = ({ pointer }: Fault): string => pointer.split('/')[1] ?? ''

/** The policy with each section that cannot be read taken from the shipped one, and which these are. */
function mend(value: unknown, shipped: Policy): { policy: Policy; mended: Set<string> } {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const mended = new Set<string>()
  const sections = Object.entries(policySchema.shape).map(([name, schema]) => {
    const read = schema.safeParse(given[name])
    if (!read.success) mended.add(name)
    return [name, read.success ? read.data : shipped[name as keyof Policy]] as const
  })
  return { policy: Object.fromEntries(sections) as Policy, mended }
}

/**
 * Checks a policy from its text: faults of reading and contradictions at once.
 * A section that cannot be read does not keep the others from being checked.
 */
export function checkText(text: string, file: string, options: CheckOptions): PolicyFindings {
  const parsed = parsePolicy(text, file)
  if (parsed.ok) return check(parsed, options)
  const source = readYaml(file, text)
  if (source.faults.length > 0) return { errors: source.faults, warnings: [] }
  const { policy, mended } = mend(source.value, options.shipped)
  // A mixture of two policies, played through, says nothing about either.
  const found = check({ policy, faultAt: source.faultAt }, { ...options, proofs: [] })
  const isSound = (fault: Fault) => !mended.has(sectionOf(fault))
  const errors = [...parsed.faults, ...found.errors.filter(isSound)]
  return {
    errors: errors.toSorted((a, b) => a.line - b.line || a.column - b.column),
    warnings: found.warnings.filter(isSound),
  }
}
