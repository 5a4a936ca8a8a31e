import { type Command, InvalidArgumentError } from 'commander'
import type { Fault } from '../../domain/yaml-source.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { connect } from '../connect.ts'
import { paint, print, printJson, say, table } from '../output.ts'
import { readInput } from '../read-input.ts'
import { local } from '../time.ts'

interface Simulated {
  hostname: string
  state: string
  rungs: { kind: string; at: string | null; why: string; mode: string; approval: boolean }[]
}

interface Simulation {
  name: string
  hash: string
  warnings: Omit<Fault, 'file'>[]
  errors: Omit<Fault, 'file'>[]
  penalties: Record<string, number>
  items: Simulated[]
}

function days(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 365) return count
  throw new InvalidArgumentError('expected 1 to 365 days')
}

async function policyGiven(
  file: string | undefined,
  command: Command,
): Promise<{ file: string; text: string }> {
  if (file !== undefined) return { file, text: (await readInput(file)).toString('utf8') }
  const [{ loadConfig }, { readPolicy }, { findConfig }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../config/load-policy.ts'),
    import('../../config/find-config.ts'),
  ])
  const { config } = command.optsWithGlobals<{ config?: string }>()
  const found = config ?? findConfig(process.env)
  return readPolicy(found === undefined ? { policyFile: 'policy.yaml' } : loadConfig(found))
}

async function checkPolicy(
  given: string | undefined,
  { json }: { json?: true },
  command: Command,
): Promise<void> {
  const [{ parsePolicy }, { checkText }, { shippedPolicy }, { sayFault }, { proveLadders }] =
    await Promise.all([
      import('../../domain/policy/parse-policy.ts'),
      import('../../domain/policy/check/check-text.ts'),
      import('../../config/load-policy.ts'),
      import('../../domain/yaml-source.ts'),
      import('../../workflows/host-case/proof/prove-ladders.ts'),
    ])
  const { file, text } = await policyGiven(given, command)
  const parsed = parsePolicy(text, file)
  const found = checkText(text, file, { shipped: shippedPolicy(), proofs: [proveLadders] })
  if (json) printJson({ file, hash: parsed.ok ? parsed.hash : null, ...found })
  else {
    for (const fault of found.errors) print(`${paint('red', 'error')}    ${sayFault(fault)}`)
    for (const fault of found.warnings) print(`${paint('yellow', 'warning')}  ${sayFault(fault)}`)
  }
  const { length } = found.errors
  if (length > 0)
    throw new CliError(
      exitCodes.failed,
      `${file} must not be used: ${length} error${length === 1 ? '' : 's'}`,
    )
  say(`${file} may be used; ${found.warnings.length} warnings`)
}

function rows({ hostname, state, rungs }: Simulated): string[][] {
  return rungs.map(({ kind, at, why, mode, approval }, i) => {
    const how = approval ? `${mode}, after approval` : mode
    return [i === 0 ? hostname : '', i === 0 ? state : '', kind, at ? local(at) : 'never', how, why]
  })
}

interface SimulateOptions {
  days: number
  json?: true
}

async function simulate(
  file: string | undefined,
  { days, json }: SimulateOptions,
  command: Command,
): Promise<void> {
  const text = file === undefined ? undefined : (await readInput(file)).toString('utf8')
  const api = await connect(command)
  const found = await api.post<Simulation>('/policy/simulation', { text, days })
  if (json) return printJson(found)
  const header = ['HOST', 'STATE NOW', 'RUNG', 'AT THE EARLIEST', 'MODE', 'BECAUSE OF']
  if (found.items.length > 0) print(table(header, found.items.flatMap(rows)))
  const totals = Object.entries(found.penalties).map(([kind, count]) => `${count} × ${kind}`)
  const sum = totals.length > 0 ? totals.join(', ') : 'no penalty'
  say(`${found.items.length} open cases under policy ${found.name}; within ${days} days: ${sum}`)
  for (const { line, column, expected } of found.errors) say(`error at ${line}:${column}: ${expected}`)
}

/** `straggler policy check|simulate`. */
export function addPolicy(program: Command): Command {
  const command = program.command('policy').summary('check a policy, and see what it would do')
  command
    .command('check')
    .summary('find every fault, and whatever is laxer than shipped; needs no server')
    .argument('[file]', 'default: the configured policy')
    .option('--json', 'one JSON document')
    .action(checkPolicy)
  command
    .command('simulate')
    .summary("what it would do to today's open cases, and when; nothing is written")
    .argument('[file]', 'default: the policy in force')
    .option('--days <n>', 'how far to count penalties', days, 30)
    .option('--json', 'one JSON document')
    .action(simulate)
  return command
}
