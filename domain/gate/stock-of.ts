import type { Target } from '../target.ts'
import type { Grant } from './grant.ts'
import type { HeldTarget, Stock } from './limits.ts'

/** What counts against the limits: the grants of the last day, and each target that is not free. */
export function stockOf(lately: Grant[], targets: Target[], ofHolders: Map<string, Grant>): Stock {
  return { grants: lately, held: targets.map((target) => heldTarget(target, ofHolders)) }
}

function heldTarget({ kind, locator, holders }: Target, grants: Map<string, Grant>): HeldTarget {
  const departments = holders.flatMap(({ key }) => grants.get(key)?.department ?? [])
  return {
    penalty: kind,
    // Where the port really is, which may differ from where the gate believed the host to be.
    ...(typeof locator.switch === 'string' && { switch: locator.switch }),
    departments: [...new Set(departments)],
  }
}
