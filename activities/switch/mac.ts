/** Six octets as the inventory writes a MAC: lower-case, colon-separated. */
export const macOf = (octets: Iterable<number>): string =>
  [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(':')

/** The last six numbers of an OID index, as the forwarding tables carry a MAC (RFC 4188). */
export const macOfIndex = (index: string): string => macOf(index.split('.').slice(-6).map(Number))

/** Group addresses have the lowest bit of the first octet set (IEEE 802); no host sends from one. */
export const isGroup = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1
