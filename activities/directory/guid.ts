/** An objectGUID's octets as text: the first three fields are little-endian (MS-DTYP 2.3.4.2). */
export function guidText(octets: Buffer): string {
  const bigEndian = Buffer.from(octets)
  for (const [from, to] of [
    [0, 4],
    [4, 6],
    [6, 8],
  ])
    bigEndian.subarray(from, to).reverse()
  return bigEndian.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A distinguished name that follows the object wherever it is moved (MS-ADTS 3.1.1.3.1.2.4). */
export const guidDn = (guid: string): string => `<GUID=${guid}>`
