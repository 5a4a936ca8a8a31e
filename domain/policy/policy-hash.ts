import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Policy } from './schema.ts'

/** SHA-256 over the canonical document (RFC 8785): comments, order and spelling of durations do not count. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256')
    .update(canonicalize(policy) ?? '')
    .digest('hex')
