import { type Command, InvalidArgumentError } from 'commander'
import type { TrailAnswerOfAny } from '../../api/trail-answer.ts'
import type { ApiClient } from '../api-client.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { connect } from '../connect.ts'
import { print, printJson, say } from '../output.ts'

interface TailOptions {
  host?: string
  last: number
  follow?: true
  json?: true
}

interface Page {
  items: TrailAnswerOfAny[]
  next: string
}

const pollEvery = 500

function count(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0 && number <= 1000) return number
  throw new InvalidArgumentError('expected a number up to 1000')
}

async function follow(api: ApiClient, host: string | undefined, from: string, show: (page: Page) => void) {
  const { setTimeout: sleep } = await import('node:timers/promises')
  for (let after = from; ; await sleep(pollEvery)) {
    const page = await api.get<Page>('/trail', { host, after })
    show(page)
    after = page.next
  }
}

async function tail({ host, last, follow: on, json }: TailOptions, command: Command): Promise<void> {
  const [api, { stepLine }] = await Promise.all([connect(command), import('../step-line.ts')])
  const page = await api.get<Page>('/trail', { host, last })
  if (json && !on) return printJson(page)
  const show = ({ items }: Page) => {
    for (const entry of items) print(json ? JSON.stringify(entry) : stepLine(entry))
  }
  show(page)
  if (on) await follow(api, host, page.next, show)
}

async function exportAll({ host }: { host?: string }, command: Command): Promise<void> {
  const api = await connect(command)
  for await (const line of api.lines('/trail/export', { host })) print(line)
}

async function verify(file: string | undefined, { json }: { json?: true }, command: Command): Promise<void> {
  const [{ verifyTrail }, { readInput }] = await Promise.all([
    import('../../trail/verify.ts'),
    import('../read-input.ts'),
  ])
  const lines =
    file === undefined
      ? (await connect(command)).lines('/trail/export', {})
      : (await readInput(file)).toString('utf8').split('\n')
  const { entries, hosts, faults } = await verifyTrail(lines)
  if (json) printJson({ entries, chains: hosts, faults })
  else
    for (const { line, hostRef, hostSeq, what, detail } of faults)
      print(`line ${line}: ${hostRef === '' ? '' : `${hostRef}:${hostSeq} `}${what}: ${detail}`)
  if (faults.length > 0) {
    const { length } = faults
    throw new CliError(
      exitCodes.verificationFailed,
      `the trail has ${length} fault${length === 1 ? '' : 's'}`,
    )
  }
  // What is empty has been cut off or was never written; it must not pass for a record that is in order.
  if (entries === 0) throw new CliError(exitCodes.verificationFailed, 'nothing to verify: no entry is in it')
  say(`${entries} entries in ${hosts} chains: every chain is whole and unchanged`)
}

/** `straggler trail tail|export|verify`. */
export function addTrail(program: Command): Command {
  const command = program.command('trail').summary('the record of everything that was done, and why')
  command
    .command('tail')
    .summary('show the last entries')
    .option('--host <host>', 'only this host')
    .option('--last <n>', 'how many', count, 20)
    .option('--follow', 'go on with each entry as it is written')
    .option('--json', 'one JSON document; with --follow one per line')
    .action(tail)
  command
    .command('export')
    .summary('write the trail as JSON lines, as it was hashed')
    .option('--host <host>', 'only this host')
    .action(exportAll)
  command
    .command('verify')
    .summary('check the chains here, trusting nobody; exit code 5 when one is broken')
    .argument('[file]', 'an export; without it the trail is fetched from the API')
    .option('--json', 'one JSON document')
    .action(verify)
  return command
}
