import type { Command } from 'commander'
import { CliError, exitCodes } from '../cli-error.ts'
import type { ClientOptions } from '../client-settings.ts'
import type { Checked } from '../doctor/check.ts'
import { columns, paint, print, printJson } from '../output.ts'

interface Me {
  name: string
  role: string
}

async function checkApi(options: ClientOptions): Promise<Checked[]> {
  const [{ clientSettings }, { createApiClient }, { check }] = await Promise.all([
    import('../client-settings.ts'),
    import('../api-client.ts'),
    import('../doctor/check.ts'),
  ])
  const advice = 'start it: npm start, or straggler api; and use a token that is valid'
  return [
    await check('api', advice, async () => {
      const api = createApiClient(clientSettings(options, 'operator'))
      const { name, role } = await api.get<Me>('/me')
      return `${api.url} answers; the token is ${name}'s, role ${role}`
    }),
  ]
}

async function examine(options: ClientOptions): Promise<Checked[]> {
  const { checkHere } = await import('../doctor/check-here.ts')
  const { checked, config } = await checkHere(options.config)
  if (!config) return [...checked, ...(await checkApi(options))]
  const [{ checkServers }, { checkDevices }] = await Promise.all([
    import('../doctor/check-servers.ts'),
    import('../doctor/check-devices.ts'),
  ])
  const parts = await Promise.all([checkServers(config), checkApi(options), checkDevices(config)])
  return [...checked, ...parts.flat()]
}

function row({ part, ok, says, advice }: Checked): string[] {
  const sign = ok ? paint('green', 'ok') : paint('red', 'FAILS')
  return [sign, part, advice ? `${says}\n${' '.repeat(7)}→ ${advice}` : says]
}

/** `straggler doctor`: looks at every part from here and says what to do about what fails. */
export const addDoctor = (program: Command) =>
  program
    .command('doctor')
    .summary('look at every part, and say what to do about what fails')
    .option('--json', 'one JSON document')
    .action(async ({ json }: { json?: true }, command: Command) => {
      const checked = await examine(command.optsWithGlobals<ClientOptions>())
      const failed = checked.filter(({ ok }) => !ok).length
      if (json) printJson({ items: checked, next: null })
      else print(columns(checked.map(row), Number.POSITIVE_INFINITY))
      if (failed > 0) throw new CliError(exitCodes.failed, `${failed} of ${checked.length} parts fail`)
    })
