import type { CheckedRows } from '../check-rows.ts'
import type { Refused } from '../fault.ts'
import type { Format } from '../format.ts'
import { type Meta, metaOf } from '../meta.ts'
import { readFile } from '../read-file.ts'
import { type InventoryRow, inventoryColumns, inventoryRow } from './inventory-row.ts'

/** An inventory whose shape is sound; single rows may have been left out. */
export type Inventory = { ok: true; meta: Meta } & CheckedRows<InventoryRow>

const inventory: Format<InventoryRow> = {
  name: 'inventory',
  columns: inventoryColumns,
  required: ['hostname'],
  row: inventoryRow,
  counts: () => true,
}

/** Reads an inventory, CSV or JSON. `encoding` is the one claimed for a file without byte order mark. */
export function parseInventory(bytes: Uint8Array, options: { encoding?: string } = {}): Inventory | Refused {
  const file = readFile(bytes, [inventory], options.encoding)
  if (!file.ok) return file
  const { rows, rejected, lineOf } = file
  return { ok: true, rows, rejected, lineOf, meta: metaOf(file) }
}
