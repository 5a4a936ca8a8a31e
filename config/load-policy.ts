import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ParsedPolicy, parsePolicy } from '../domain/policy/parse-policy.ts'
import type { Policy } from '../domain/policy/schema.ts'
import { ConfigError } from './load.ts'
import type { Config } from './schema.ts'

/** The policy that is shipped; it observes and writes nothing. */
const shipped = fileURLToPath(new URL('../domain/policy/default-policy.yaml', import.meta.url))

/** Where a policy stands, and its text. */
export interface PolicyText {
  file: string
  text: string
}

/** The text of the configured policy; the shipped one where there is no file of the default name. */
export function readPolicy({ policyFile }: Pick<Config, 'policyFile'>): PolicyText {
  try {
    return { file: policyFile, text: readFileSync(policyFile, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && policyFile === 'policy.yaml')
      return { file: 'default-policy.yaml', text: readFileSync(shipped, 'utf8') }
    throw new ConfigError(`cannot read the policy ${policyFile} (${code})`)
  }
}

/** The policy that others are compared with; it is part of the program and always sound. */
export function shippedPolicy(): Policy {
  const parsed = parsePolicy(readFileSync(shipped, 'utf8'), 'default-policy.yaml')
  if (parsed.ok) return parsed.policy
  throw new ConfigError('the shipped policy has faults:', parsed.faults)
}

/** The policy in force, checked whole. */
export function loadPolicy(config: Pick<Config, 'policyFile'>): ParsedPolicy {
  const { file, text } = readPolicy(config)
  const parsed = parsePolicy(text, file)
  if (parsed.ok) return parsed
  const { length } = parsed.faults
  throw new ConfigError(`the policy ${file} has ${length} fault${length === 1 ? '' : 's'}:`, parsed.faults)
}
