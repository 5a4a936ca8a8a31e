import type { Interface } from './interfaces.ts'

const prefix = 'straggler '

/** ifAlias is DisplayString (SIZE (0..64)) (RFC 2863). */
const longest = 64

/** The ifAlias by which a port that we closed says so, to us and to whoever looks at the switch. */
export function aliasOf(mark: string): string {
  const alias = `${prefix}${mark}`
  if (alias.length > longest)
    throw new RangeError(`mark ${mark} does not fit into an ifAlias of ${longest} characters`)
  return alias
}

/** The effect key in the port's alias, or null. */
export const markOf = ({ alias }: Interface): string | null =>
  alias.startsWith(prefix) ? alias.slice(prefix.length) : null
