import { Command, CommanderError } from 'commander'
import { CliError, exitCodes } from './cli-error.ts'
import { commands } from './commands.ts'
import { endWithParent } from './end-with-parent.ts'
import { say } from './output.ts'

const codes = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused by a safety rule, 5 verification failed.`

function build(): Command {
  const program = new Command('straggler')
    .description(
      'Opens a case for each machine a patch tool could not patch, and drives it until it is patched.',
    )
    .option('--config <file>', 'configuration; else STRAGGLER_CONFIG, ./straggler.yaml, ...')
    .option('--api <url>', 'where the API is; else STRAGGLER_API, or as configured')
    .option(
      '--token-file <file>',
      'whose rights to use; else STRAGGLER_TOKEN, or the operator of this machine',
    )
    .addHelpText('after', codes)
    .showHelpAfterError('(straggler --help shows all commands)')
  // Settings are copied to subcommands as these are added, so they come first.
  program.exitOverride()
  for (const add of commands) add(program)
  return program
}

/** What went wrong, in one message with what to do about it, and the exit code that says so to scripts. */
function end(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof CliError) {
    say(`straggler: ${error.message}${error.advice ? `\n  ${error.advice}` : ''}`)
    return error.exitCode
  }
  const { name, message, stack } = error as Error
  say(`straggler: ${name === 'ConfigError' || !process.env.STRAGGLER_DEBUG ? message : stack}`)
  return exitCodes.failed
}

// A reader that has had enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

endWithParent()
try {
  await build().parseAsync()
} catch (error) {
  process.exitCode = end(error)
}
