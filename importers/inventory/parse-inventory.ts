import type { CheckedRows } from '../check-rows.ts'
import { checkRows } from '../check-rows.ts'
import { decode } from '../decode.ts'
import { type Refused, refused } from '../fault.ts'
import type { Meta } from '../meta.ts'
import { readRows } from '../read-rows.ts'
import { structuralFaults } from '../structural-faults.ts'
import { type InventoryRow, inventoryColumns, inventoryRow } from './inventory-row.ts'

/** An inventory whose shape is sound; single rows may have been left out. */
export type Inventory = { ok: true; meta: Meta } & CheckedRows<InventoryRow>

/** Reads an inventory, CSV or JSON. `encoding` is the one claimed for a file without byte order mark. */
export function parseInventory(bytes: Uint8Array, options: { encoding?: string } = {}): Inventory | Refused {
  const decoded = decode(bytes, options.encoding)
  if (!decoded.ok) return decoded
  const raw = readRows(decoded.text, inventoryColumns)
  const faults = structuralFaults(raw, ['hostname'])
  if (faults.length > 0) return refused(...faults)
  const checked = checkRows(raw.rows, inventoryRow)
  return {
    ok: true,
    ...checked,
    rejected: [...raw.misshapen, ...checked.rejected].toSorted((a, b) => a.line - b.line),
    meta: {
      format: 'inventory',
      syntax: raw.format,
      encoding: decoded.encoding,
      ignoredColumns: raw.columns.filter((name) => !inventoryColumns.includes(name)),
      warnings: [],
    },
  }
}
