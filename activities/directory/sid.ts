/** A security identifier's octets as text, e.g. `S-1-5-32-544` (MS-DTYP 2.4.2.2). */
export function sidText(octets: Buffer): string {
  const authorities = Array.from({ length: octets.readUInt8(1) }, (_, i) => octets.readUInt32LE(8 + 4 * i))
  return ['S', octets.readUInt8(0), octets.readUIntBE(2, 6), ...authorities].join('-')
}
