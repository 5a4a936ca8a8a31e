import { ConfigError } from '../../config/load.ts'
import { loadPolicy, shippedPolicy } from '../../config/load-policy.ts'
import type { Config } from '../../config/schema.ts'
import { check } from '../../domain/policy/check/check.ts'
import type { ParsedPolicy } from '../../domain/policy/parse-policy.ts'
import { proveLadders } from '../../workflows/host-case/proof/prove-ladders.ts'

/** The policy in force. One that cannot be proven is refused at start: no penalty may ever rest on it (3.1). */
export function provenPolicy(config: Config): ParsedPolicy {
  const parsed = loadPolicy(config)
  const needs = config.deploy?.needs
  const { errors } = check(parsed, {
    shipped: shippedPolicy(),
    proofs: [proveLadders],
    ...(needs && { needs }),
  })
  if (errors.length === 0) return parsed
  throw new ConfigError(`the policy ${config.policyFile} must not be used:`, errors)
}
