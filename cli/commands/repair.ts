import type { Command } from 'commander'
import { commandCase } from '../command-case.ts'

/** `straggler repair HOST`: what the help desk presses: access comes back for a window, to install now. */
export const addRepair = (program: Command) =>
  program
    .command('repair')
    .summary('give access back for a time, and install now')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail', 'the user asked for it')
    .action(async (host: string, { reason }: { reason: string }, command: Command) =>
      commandCase(
        command,
        host,
        { type: 'repair', reason },
        'access is given back where it was taken, and the patch tool is asked to install',
      ),
    )
