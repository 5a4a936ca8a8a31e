/**
 * A PortList (RFC 4363) has a bit for each bridge port, the first one in the highest bit of the first octet.
 */
export const isInPortList = (list: Buffer, bridgePort: number): boolean =>
  ((list[(bridgePort - 1) >> 3] ?? 0) & bitOf(bridgePort)) !== 0

/** The list with that one port in or out; as long as it was, or longer where the port needs it. */
export function portListWith(list: Buffer, bridgePort: number, isIn: boolean): Buffer {
  const at = (bridgePort - 1) >> 3
  const changed = Buffer.alloc(Math.max(list.length, at + 1))
  list.copy(changed)
  const octet = changed[at] ?? 0
  changed[at] = isIn ? octet | bitOf(bridgePort) : octet & ~bitOf(bridgePort)
  return changed
}

const bitOf = (bridgePort: number): number => 0x80 >> ((bridgePort - 1) & 7)
