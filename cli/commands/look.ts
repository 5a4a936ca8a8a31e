import { basename } from 'node:path'
import type { Command } from 'commander'
import { CliError, exitCodes } from '../cli-error.ts'
import { printJson } from '../output.ts'
import { readInput } from '../read-input.ts'

interface Options {
  inventory?: string
  policy?: string
  kev?: string
  json?: true
}

const named = async (file: string) => ({
  name: file === '-' ? 'stdin' : basename(file),
  bytes: await readInput(file),
})

async function look(file: string, { inventory, policy, kev, json }: Options): Promise<void> {
  const [{ look: lookAt }, { readPolicy }] = await Promise.all([
    import('../../importers/look/look.ts'),
    import('../../config/load-policy.ts'),
  ])
  const { file: name, text } = readPolicy({ policyFile: policy ?? 'policy.yaml' })
  const looked = lookAt(
    {
      report: await named(file),
      policy: { name, text },
      ...(inventory !== undefined && { inventory: await named(inventory) }),
      ...(kev !== undefined && { kev: await named(kev) }),
    },
    Date.now(),
  )
  if (!looked.ok && !json) throw new CliError(exitCodes.failed, looked.text.trimEnd())
  if (json) printJson(looked.json)
  else process.stdout.write(looked.text)
  if (!looked.ok) process.exitCode = exitCodes.failed
}

/** `straggler look FILE`: what a report says, and what a policy would do about it; nothing is sent or kept. */
export const addLook = (program: Command) =>
  program
    .command('look')
    .summary('look at a report without any server: who, how long, and what would happen')
    .argument('<file>', 'CSV or JSON, WSUS view or generic; - reads standard input')
    .option('--inventory <file>', 'CSV or JSON; without it every host counts as a personal one')
    .option('--policy <file>', 'default: policy.yaml here, else the shipped one')
    .option('--kev <file>', "CISA's catalogue of exploited vulnerabilities, JSON")
    .option('--json', 'one JSON document')
    .action(look)
