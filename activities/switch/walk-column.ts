import type { Snmp, SnmpValue } from './snmp.ts'

/** One cell of a table's column; `index` is the part of the OID behind the column. */
export interface Cell {
  index: string
  value: SnmpValue
}

/** Every cell of one column of a table. */
export async function walkColumn(snmp: Snmp, column: string): Promise<Cell[]> {
  const rows = await snmp.walk(column)
  return rows.map(({ oid, value }) => ({ index: oid.slice(column.length + 1), value }))
}

/** The same, to look values up by their index. */
export async function readByIndex(snmp: Snmp, column: string): Promise<Map<string, SnmpValue>> {
  return new Map((await walkColumn(snmp, column)).map(({ index, value }) => [index, value]))
}
