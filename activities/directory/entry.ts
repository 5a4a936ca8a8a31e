import type { Entry } from 'ldapts'

/** All values of an attribute as text; none when the entry has no such attribute. */
export function values(entry: Entry, attribute: string): string[] {
  const value = entry[attribute]
  return value === undefined ? [] : [value].flat().map(String)
}

/** The single value of an attribute, or null when it is absent. */
export const single = (entry: Entry, attribute: string): string | null => values(entry, attribute)[0] ?? null

/** The single value of an attribute that was asked for as octets. */
export function octets(entry: Entry, attribute: string): Buffer | null {
  const [value] = [entry[attribute]].flat()
  return Buffer.isBuffer(value) ? value : null
}
