/** Who wrote an attribute last, and how often it was written (MS-DRSR 4.1.10.2.22 PROPERTY_META_DATA_EXT). */
export interface Origin {
  version: number
  /** The server and its update number: equal for everything that one modify wrote. */
  write: string
}

const headerLength = 16
const entryLength = 48

/** Last writes of an object by ATTRTYP, from replPropertyMetaData (PROPERTY_META_DATA_VECTOR_V1_EXT). */
export function origins(replPropertyMetaData: Buffer): Map<number, Origin> {
  const count = replPropertyMetaData.readUInt32LE(8)
  const entries = Array.from({ length: count }, (_, i) => {
    const at = replPropertyMetaData.subarray(headerLength + i * entryLength)
    const server = at.subarray(16, 32).toString('hex')
    const origin = { version: at.readUInt32LE(4), write: `${server}:${at.readBigUInt64LE(32)}` }
    return [at.readUInt32LE(0), origin] as const
  })
  return new Map(entries)
}

/** Prefix table that every forest begins with (MS-DRSR 5.16.4), as far as a marker attribute may need it. */
const prefixes = { '2.5.4': 0, '1.2.840.113556.1.2': 2, '1.2.840.113556.1.4': 9 }

/** The ATTRTYP of an attribute by its OID; undefined for one that the forest numbers by itself. */
export function attributeType(oid: string): number | undefined {
  const dot = oid.lastIndexOf('.')
  const index = Object.entries(prefixes).find(([prefix]) => prefix === oid.slice(0, dot))?.[1]
  return index === undefined ? undefined : index * 0x10000 + Number(oid.slice(dot + 1))
}
