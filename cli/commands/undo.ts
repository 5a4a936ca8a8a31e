import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import type { OfflineUndo } from '../../activities/held/undo-offline.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { columns, paint, print, printJson, say } from '../output.ts'

interface Options {
  offline?: true
  dryRun?: true
  file?: string
  json?: true
}

/** No server was asked, so none knows. */
const goesOn =
  'a worker that still runs goes on with its cases: stop it, or use straggler stop --reason "..."'

async function undoAll({ file, dryRun, json }: Options, config: string | undefined): Promise<void> {
  const [{ loadConfig }, { undoOffline }, { penalisablesOf }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../activities/held/undo-offline.ts'),
    import('../../worker/parts/open-parts.ts'),
  ])
  const loaded = loadConfig(config)
  const own = join(loaded.dataDirectory, 'held.jsonl')
  if (file === undefined && !existsSync(own)) {
    if (json) printJson({ items: [], next: null })
    return say(`nothing was ever held: there is no ${own}`)
  }
  const files = [file ?? own]
  const options = { files, penalisables: penalisablesOf(loaded), dryRun: dryRun === true }
  const results: OfflineUndo[] = []
  for await (const result of undoOffline(options)) results.push(result)
  if (json) printJson({ items: results, next: null })
  else {
    const rows = results.map(({ name, result, detail }) => {
      return [name, paint(result === 'failed' ? 'red' : 'green', result), detail]
    })
    // Never cut at the edge of the terminal: the commands to type by hand stand there.
    if (rows.length > 0) print(columns(rows, Number.POSITIVE_INFINITY))
  }
  if (results.length === 0) return say('nothing is held')
  if (!dryRun) say(goesOn)
  const failed = results.filter(({ result }) => result === 'failed').length
  const leftAlone = results.filter(({ result }) => result === 'left alone').length
  if (failed + leftAlone === 0) return
  throw new CliError(
    failed > 0 ? exitCodes.failed : exitCodes.refused,
    `${failed + leftAlone} of ${results.length} need a person; the commands stand above`,
  )
}

/** `straggler undo --offline`: restores what we hold from the held file, with both databases gone. */
export const addUndo = (program: Command) =>
  program
    .command('undo')
    .summary('give back everything held, without any server')
    .addOption(new Option('--offline', 'required: it works on the devices themselves').makeOptionMandatory())
    .option('--file <file>', 'the held file (default: held.jsonl in the data directory)')
    .option('--dry-run', 'only read, and say what would be done')
    .option('--json', 'one JSON document')
    .action((options: Options, command: Command) =>
      undoAll(options, command.optsWithGlobals<{ config?: string }>().config),
    )
