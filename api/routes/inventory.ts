import { z } from 'zod'
import { parseInventory } from '../../importers/inventory/parse-inventory.ts'
import { type ImportedHosts, importHosts } from '../../store/import-hosts.ts'
import { fileSha256 } from '../../store/reports.ts'
import { systemChain } from '../../trail/entry.ts'
import { faultyFile, rowFault, shown } from '../faulty-file.ts'
import { route } from '../route.ts'
import { writeDown } from '../write-down.ts'

const nothing: ImportedHosts = { created: 0, changed: 0, unchanged: 0, rejected: [] }

export const postInventory = route({
  method: 'post',
  path: '/inventory',
  says: 'Takes an inventory as its bytes: adds and updates hosts, and removes none.',
  upload: true,
  query: z.object({ encoding: z.string().optional(), dryRun: z.stringbool().default(false) }),
  answer: z.object({
    dryRun: z.boolean(),
    rows: z.number(),
    created: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    ignoredColumns: z.array(z.string()),
    warnings: z.array(z.string()),
    /** How many rows were left out, and the first hundred of them. */
    rejectedRows: z.number(),
    leftOut: z.array(rowFault),
  }),
  async handle({ query: { encoding, dryRun }, bytes, who, key }, services) {
    const parsed = parseInventory(bytes, encoding === undefined ? {} : { encoding })
    if (!parsed.ok) throw faultyFile(parsed.faults)
    const done = dryRun ? nothing : await importHosts(services.db, parsed.rows)
    const { created, changed, unchanged } = done
    if (!dryRun)
      await writeDown(services, who, {
        hostRef: systemChain,
        scope: 'inventory',
        step: key,
        kind: 'config',
        action: 'inventory.import',
        after: { sha256: fileSha256(bytes), created, changed, unchanged },
      })
    const notOne = done.rejected.map(({ index, why }) => {
      return { line: parsed.lineOf(index), column: 1, expected: 'one host of its own', found: why }
    })
    const leftOut = [...parsed.rejected, ...notOne].toSorted((a, b) => a.line - b.line)
    const { ignoredColumns, warnings } = parsed.meta
    const rejectedRows = new Set(leftOut.map(({ line }) => line)).size
    const counts = { rows: parsed.rows.length, created, changed, unchanged, rejectedRows }
    return { dryRun, ...counts, ignoredColumns, warnings, leftOut: shown(leftOut) }
  },
})
