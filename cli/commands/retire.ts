import type { Command } from 'commander'
import { commandCase } from '../command-case.ts'
import { reasonFor } from '../reason.ts'

/** `straggler retire HOST`: the machine is gone for good; its case is undone and closed. */
export const addRetire = (program: Command) =>
  program
    .command('retire')
    .summary('the host no longer exists')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .action(async (host: string, { reason }: { reason?: string }, command: Command) => {
      const body = { type: 'retire' as const, reason: await reasonFor(reason, `retire ${host}`) }
      await commandCase(command, host, body, 'retired; what is held is given back')
    })
