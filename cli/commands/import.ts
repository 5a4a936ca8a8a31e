import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { type InventoryTaken, inventoryText, type ReportTaken, reportText } from '../import-text.ts'
import { print, printJson } from '../output.ts'
import { readInput } from '../read-input.ts'

interface ReportOptions {
  source?: string
  scope?: string
  reportedAt?: string
  encoding?: string
  accept?: true
  dryRun?: true
  json?: true
}

async function importReport(file: string, options: ReportOptions, command: Command): Promise<void> {
  const { json, ...query } = options
  const bytes = await readInput(file)
  const api = await connect(command)
  const taken = await api.upload<ReportTaken>('/reports', query, bytes)
  if (json) printJson(taken)
  else print(reportText(file, taken))
}

async function importInventory(file: string, options: ReportOptions, command: Command): Promise<void> {
  const { json, encoding, dryRun } = options
  const bytes = await readInput(file)
  const api = await connect(command)
  const taken = await api.upload<InventoryTaken>('/inventory', { encoding, dryRun }, bytes)
  if (json) printJson(taken)
  else print(inventoryText(file, taken))
}

/** `straggler import inventory|report FILE`. */
export function addImport(program: Command): Command {
  const command = program.command('import').summary('take an inventory or a report')
  command
    .command('inventory')
    .summary('add and update hosts; none is removed')
    .argument('<file>', 'CSV or JSON; - reads standard input')
    .option('--encoding <name>', 'of a file without byte order mark (default utf-8)')
    .option('--dry-run', 'check it and change nothing')
    .option('--json', 'one JSON document')
    .action(importInventory)
  command
    .command('report')
    .summary("take a patch tool's report")
    .argument('<file>', 'CSV or JSON, WSUS view or generic; - reads standard input')
    .option('--source <name>', 'which tool it comes from (default: its format)')
    .option('--scope <name>', 'which part of the fleet it is about')
    .option('--reported-at <time>', 'when it was made, e.g. 2026-11-24T06:00:00Z')
    .option('--encoding <name>', 'of a file without byte order mark (default utf-8)')
    .option('--accept', 'you vouch for it: it need not wait')
    .option('--dry-run', 'check it and change nothing')
    .option('--json', 'one JSON document')
    .action(importReport)
  return command
}
