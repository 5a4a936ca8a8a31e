const dialects = [
  /^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/,
  /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/,
  /^[0-9a-f]{12}$/,
]

/**
 * The one spelling under which a MAC address is compared: lower case with colons.
 * Group addresses (IEEE 802 I/G bit) and all zeros belong to no single host, so they are undefined.
 */
export function normalMac(text: string): string | undefined {
  const lower = text.trim().toLowerCase()
  if (!dialects.some((dialect) => dialect.test(lower))) return undefined
  const hex = lower.replaceAll(/[^0-9a-f]/g, '')
  const isGroup = (Number.parseInt(hex.slice(0, 2), 16) & 1) === 1
  if (isGroup || hex === '000000000000') return undefined
  return hex.replaceAll(/(..)(?=.)/g, '$1:')
}
