import type { CheckedRows } from '../check-rows.ts'
import { type Refused, refused } from '../fault.ts'
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

/** What a report has and an inventory has not; taken as an inventory it would empty every host it names. */
const ofReports = ['update_id', 'state']

/** An inventory is the whole of what is known of its hosts, so a column that is not there empties them. */
function emptied(columns: readonly string[]): string[] {
  const gone = inventoryColumns.filter((name) => !columns.includes(name))
  return gone.length === 0 ? [] : [`no column ${gone.join(', ')}: the hosts of this file now have none`]
}

/** Reads an inventory, CSV or JSON. `encoding` is the one claimed for a file without byte order mark. */
export function parseInventory(bytes: Uint8Array, options: { encoding?: string } = {}): Inventory | Refused {
  const file = readFile(bytes, [inventory], options.encoding)
  if (!file.ok) return file
  const { rows, rejected, lineOf, raw } = file
  if (ofReports.every((name) => raw.columns.includes(name))) {
    const found = "a patch tool's report; take it with: straggler import report FILE"
    return refused({ line: 1, column: 1, expected: 'an inventory', found })
  }
  return { ok: true, rows, rejected, lineOf, meta: metaOf(file, emptied(raw.columns)) }
}
