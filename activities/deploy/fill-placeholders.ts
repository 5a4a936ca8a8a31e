import type { Order } from './deploy.ts'

type Filled = { argv: string[] } | { fault: string }

/**
 * Replaces `{hostname}`, `{fqdn}`, `{ip}`, `{caseId}` and `{updates}` in an argument list. A value that begins
 * with a dash would be taken for an option (CWE-88), so it is refused, as is a name that the host lacks.
 */
export function fillPlaceholders(argv: string[], order: Order): Filled {
  const values: Record<string, string | undefined> = {
    hostname: order.hostname,
    fqdn: order.fqdn,
    ip: order.ip,
    caseId: order.caseId,
    updates: order.updates.join(','),
  }
  const used = [...new Set(argv.join(' ').match(placeholder))].map((found) => found.slice(1, -1))
  for (const name of used) {
    const value = values[name]
    if (value === undefined)
      return { fault: `${order.hostname} has no ${name}, and the command needs {${name}}` }
    if (/^-|\p{Cc}/u.test(value)) return { fault: `the ${name} "${value}" cannot be an argument` }
  }
  return { argv: argv.map((part) => part.replace(placeholder, (found) => values[found.slice(1, -1)] ?? '')) }
}

const placeholder = /\{(?:hostname|fqdn|ip|caseId|updates)\}/g
