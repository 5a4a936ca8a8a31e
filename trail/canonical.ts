import serialise from 'canonicalize'

/** What an entry may hold: no floats, booleans or null, so that every reader parses the same thing. */
export type Plain = string | number | Plain[] | { [name: string]: Plain }

/** An entry has to fit into a bundle of tiles, whose lengths are uint16 (C2SP tlog-tiles). */
const largest = 65_535

/** RFC 8785 form of a value; throws with the path of everything that has no canonical form here. */
export function canonical(value: Plain): string {
  const faults = faultsIn(value, '')
  if (faults.length > 0) throw new TypeError(`not fit for the trail: ${faults.join('; ')}`)
  const text = serialise(value) ?? ''
  if (Buffer.byteLength(text) > largest) throw new RangeError(`trail entry is larger than ${largest} bytes`)
  return text
}

function faultsIn(value: unknown, path: string): string[] {
  const here = path === '' ? 'entry' : path
  if (typeof value === 'string') {
    return value.isWellFormed() ? [] : [`${here} holds a lone surrogate`]
  }
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? [] : [`${here} is ${value}, expected a safe integer`]
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => faultsIn(item, `${path}[${index}]`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => [
      ...(name.isWellFormed() ? [] : [`${here} has a name with a lone surrogate`]),
      ...faultsIn(item, path === '' ? name : `${path}.${name}`),
    ])
  }
  return [`${here} is ${value === null ? 'null' : typeof value}, expected text, integer, list or object`]
}
