import type { Command } from 'commander'
import { commandCase } from '../command-case.ts'

/** `straggler recheck HOST`: a live check of this one host, now. */
export const addRecheck = (program: Command) =>
  program
    .command('recheck')
    .summary('check now whether the host is patched')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail', 'checked by hand')
    .action(async (host: string, { reason }: { reason: string }, command: Command) =>
      commandCase(command, host, { type: 'recheck', reason }, 'live check asked for'),
    )
